using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Console;
using RoboSync.Functions;

namespace RoboSync.EndToEndTests.Console;

/// <summary>An address and who may open it, as the pipeline itself has them.</summary>
/// <param name="Path">An address of it: parameters are filled with ids of the demo company.</param>
/// <param name="Policy">Its policy; null for none.</param>
/// <param name="IsForAll">Whether nobody has to be signed in.</param>
/// <param name="IsFile">Whether it is a file to download: nothing is posted to it.</param>
internal sealed partial record ConsoleRoute(string Path, string? Policy, bool IsForAll, bool IsFile)
{
    // Nothing of it is reached: endpoints only ask which of their parameters are services.
    private static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["DispatchSchedule"] = "0 */5 * * * *",
        ["KeyVault:Uri"] = "https://vault.example/",
        ["Mail:From"] = "no-reply@robosync.example",
        ["Mail:SecretName"] = "mail-secret",
        ["Sync:SupportContact"] = "support@robosync.example",
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    };

    /// <summary>All pages and files.</summary>
    public static IReadOnlyList<ConsoleRoute> Everything { get; } = [.. Mapped()];

    /// <summary>All pages.</summary>
    public static IReadOnlyList<ConsoleRoute> All { get; } = [.. Everything.Where(route => !route.IsFile)];

    private static IEnumerable<ConsoleRoute> Mapped()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(TimeProvider.System)
            .AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        var app = builder.Build();
        ConsolePipeline.Map(app);
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()

               // The framework's own script has an address as well, which AssetFiles never lets it answer.
               let template = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}"
               where !template.StartsWith("/_framework/", StringComparison.Ordinal)
               let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
               orderby template
               select new ConsoleRoute(
                   Parameter().Replace(template, match => Value(match.Groups["name"].Value)),
                   endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy,
                   endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                   methods is not null && !methods.Contains("POST")),
        ];
    }

    // A page that wants an id of something that is not there says so, which is as good: who may not open it never learns that.
    private static string Value(string parameter) => parameter.ToUpperInvariant() switch
    {
        "ACCOUNTID" => "miws-2027",
        "TENANTID" => ConsoleSite.Company,
        "STATUS" => "404",
        "NAME" => "site",

        // Of the first slot behind the test clock's start.
        "RUNID" => "20260601T030000Z",
        _ => "1",
    };

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
