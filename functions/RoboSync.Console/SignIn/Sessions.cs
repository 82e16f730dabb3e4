using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace RoboSync.Console.SignIn;

/// <summary>
/// Sessions. Each request looks at what is stored of its user: whoever was shut out, signed out everywhere or given another role is so at
/// once, on every instance.
/// </summary>
internal static class Sessions
{
    /// <summary>Begins a session.</summary>
    public static async Task BeginAsync(HttpContext context, ConsoleAccount account)
    {
        var manager = context.RequestServices.GetRequiredService<SignInManager<ConsoleAccount>>();
        var principal = await manager.CreateUserPrincipalAsync(account);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = false });
    }

    /// <summary>Ends this session; others of the same user go on.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.ApplicationScheme);

    /// <summary>Compares a session with what is stored.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var manager = context.HttpContext.RequestServices.GetRequiredService<SignInManager<ConsoleAccount>>();
        var account = await manager.ValidateSecurityStampAsync(context.Principal);
        if (account is null || account.User.IsSuspended)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        context.ReplacePrincipal(await manager.CreateUserPrincipalAsync(account));
    }
}
