using Microsoft.AspNetCore.Identity;
using RoboSync.Console.Forms;

namespace RoboSync.Console.SignIn;

/// <summary>Sets a password that somebody chose.</summary>
internal static class NewPasswords
{
    /// <summary>What is wrong with it, told at the field.</summary>
    public static async Task CheckAsync(
        UserManager<ConsoleAccount> users, ConsoleAccount account, string? password, string field, FormErrors errors)
    {
        foreach (var rule in users.PasswordValidators)
        {
            foreach (var error in (await rule.ValidateAsync(users, account, password)).Errors)
            {
                errors.Add(field, error.Description);
            }
        }
    }

    /// <summary>
    /// Sets it, unless it breaks a rule or the token is none. It is nobody's temporary one any more, sessions that were are over, and so is
    /// a wait after failed tries.
    /// </summary>
    /// <param name="users">Identity's manager.</param>
    /// <param name="account">Whose.</param>
    /// <param name="token">Of the manager, or of a mail.</param>
    /// <param name="password">The password.</param>
    /// <param name="field">Where mistakes are told.</param>
    /// <param name="errors">Gets the mistakes.</param>
    public static async Task SetAsync(
        UserManager<ConsoleAccount> users, ConsoleAccount account, string token, string? password, string field, FormErrors errors)
    {
        var before = account.User;
        account.User = before with { MustChangePassword = false, PasswordExpiresAt = null, FailedTries = 0, LockedUntil = null };
        var result = await users.ResetPasswordAsync(account, token, password ?? "");
        if (!result.Succeeded)
        {
            account.User = before;
            foreach (var error in result.Errors)
            {
                errors.Add(error.Code == nameof(IdentityErrorDescriber.InvalidToken) ? "" : field, error.Description);
            }
        }
    }
}
