using System.Reflection;
using Microsoft.AspNetCore.Identity;
using RoboSync.Console.SignIn;

namespace RoboSync.EndToEndTests.Console;

/// <summary>No English sentence for a recruiter, wherever it comes from.</summary>
public sealed class WordingTests
{
    public static TheoryData<string> Mistakes =>
    [
        .. typeof(IdentityErrorDescriber).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Whatever_the_framework_finds_wrong_is_said_in_Japanese(string name)
    {
        var method = typeof(JapaneseErrors).GetMethod(name)!;
        var values = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? (object)3 : "x").ToArray();

        var error = (IdentityError)method.Invoke(new JapaneseErrors(), values)!;

        error.Code.ShouldBe(name);
        error.Description.ShouldEndWith("。");
        error.Description.ShouldNotMatch("[A-Za-z]{3,} [A-Za-z]{2,}", "an English sentence");
    }
}
