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
        await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    /// <summary>After the password: waits for the code of the authenticator app.</summary>
    public static async Task AwaitCodeAsync(HttpContext context, ConsoleAccount account)
    {
        var manager = context.RequestServices.GetRequiredService<SignInManager<ConsoleAccount>>();
        await context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, await manager.CreateUserPrincipalAsync(account));
    }

    /// <summary>Who has given their password and not their code yet; null for nobody, or where too much time has passed since.</summary>
    public static async Task<ConsoleAccount?> WhoAwaitsCodeAsync(HttpContext context)
    {
        var manager = context.RequestServices.GetRequiredService<SignInManager<ConsoleAccount>>();
        var waiting = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return await manager.ValidateSecurityStampAsync(waiting.Principal);
    }

    /// <summary>Ends this session; others of the same user go on.</summary>
    public static async Task EndAsync(HttpContext context)
    {
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    /// <summary>Compares a session with what is stored.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var manager = context.HttpContext.RequestServices.GetRequiredService<SignInManager<ConsoleAccount>>();
        var account = await manager.ValidateSecurityStampAsync(context.Principal);
        var doors = context.HttpContext.RequestServices.GetRequiredService<Doors>();
        if (account is null || await doors.AreClosedToAsync(account.User, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        context.ReplacePrincipal(await manager.CreateUserPrincipalAsync(account));
    }
}
