using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RoboSync.Console.Serving;

/// <summary>
/// Names and kind of the console's cookies. Deployed they are <c>__Host-</c> cookies: https only, for this host only, for all paths.
/// Browsers take those by http on no host or on some loopback names, so that a console whose <see cref="ConsoleOptions.BaseAddress"/> is
/// plain http, which the settings allow on the loopback interface only, has plain ones under other names.
/// </summary>
internal sealed class ConsoleCookies(IOptions<ConsoleOptions> options)
{
    private readonly bool isSecure = options.Value.IsSecure;

    /// <summary>The full name of a cookie.</summary>
    public string Name(string name) => isSecure ? $"__Host-robosync-{name}" : $"robosync-{name}";

    /// <summary>How it is set.</summary>
    public CookieOptions Options() =>
        new() { Path = "/", HttpOnly = true, Secure = isSecure, SameSite = SameSiteMode.Lax, IsEssential = true };

    /// <summary>Makes a cookie of the framework's one of ours.</summary>
    public void Configure(CookieBuilder cookie, string name)
    {
        cookie.Name = Name(name);
        cookie.Path = "/";
        cookie.Domain = null;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.IsEssential = true;
    }
}
