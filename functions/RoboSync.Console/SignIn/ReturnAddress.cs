using Microsoft.AspNetCore.Http;

namespace RoboSync.Console.SignIn;

/// <summary>Addresses of the pages around signing in.</summary>
internal static class SignInPaths
{
    public const string SignIn = "/sign-in";
    public const string Code = "/sign-in/code";
    public const string Forgotten = "/forgotten";
    public const string Reset = "/reset";
    public const string Password = "/password";
    public const string SignOut = "/sign-out";
    public const string SecondFactor = "/second-factor";
}

/// <summary>Where somebody wanted to go before they had to sign in: a path of this console, and nothing else.</summary>
internal static class ReturnAddress
{
    /// <summary>Name of the parameter.</summary>
    public const string Name = "return";

    /// <summary>The sign-in page, with the way back to what was asked for.</summary>
    public static string SignInWith(HttpRequest request)
    {
        var wanted = $"{request.PathBase}{request.Path}{request.QueryString}";
        return With(SignInPaths.SignIn, HttpMethods.IsGet(request.Method) ? wanted : null);
    }

    /// <summary>A page around signing in, with the way back.</summary>
    public static string With(string page, string? wanted) =>
        Of(wanted) is "/" ? page : $"{page}?{Name}={Uri.EscapeDataString(wanted!)}";

    /// <summary>The way back; the first page for everything that is no path of this console.</summary>
    public static string Of(string? wanted) => IsOwnPath(wanted) ? wanted! : "/";

    // Browsers read a backslash as a slash, and two slashes as another host; they drop tabs and line breaks.
    private static bool IsOwnPath(string? wanted) =>
        wanted is ['/', ..] && wanted is not ['/', '/' or '\\', ..] && !wanted.Any(char.IsControl) && !wanted.Contains('\\')
            && Uri.TryCreate(wanted, UriKind.Relative, out _);
}
