using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RoboSync.Console;

namespace RoboSync.EndToEndTests.Console;

/// <summary>A page and who may open it, as its attributes say.</summary>
/// <param name="Path">An address of it: parameters are filled with ids of the demo company.</param>
/// <param name="Policy">Its policy; null for none.</param>
/// <param name="IsForAll">Whether nobody has to be signed in.</param>
internal sealed partial record ConsoleRoute(string Path, string? Policy, bool IsForAll)
{
    /// <summary>All pages.</summary>
    public static IReadOnlyList<ConsoleRoute> All { get; } =
    [
        .. from type in typeof(ConsolePipeline).Assembly.GetTypes()
           from route in type.GetCustomAttributes<RouteAttribute>()
           orderby route.Template
           select new ConsoleRoute(
               Parameter().Replace(route.Template, match => Value(match.Groups["name"].Value)),
               type.GetCustomAttribute<AuthorizeAttribute>()?.Policy,
               type.GetCustomAttribute<AllowAnonymousAttribute>() is not null),
    ];

    // A page that wants an id of something that is not there says so, which is as good: who may not open it never learns that.
    private static string Value(string parameter) => parameter switch
    {
        "AccountId" => "miws-2027",
        "TenantId" => ConsoleSite.Company,
        "Status" => "404",
        "Name" => "site",

        // Of the first slot behind the test clock's start.
        "RunId" => "20260601T030000Z",
        _ => "1",
    };

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
