using Microsoft.AspNetCore.Identity;

namespace RoboSync.Console.SignIn;

/// <summary>What became of a try to sign in.</summary>
internal enum SignInOutcome
{
    /// <summary>No; why is nobody's business.</summary>
    Refused,

    /// <summary>The password is right, and a temporary one whose week is over.</summary>
    TemporaryOver,

    /// <summary>The password is right, and a code of the authenticator app is asked for.</summary>
    NeedsCode,

    /// <summary>Yes.</summary>
    SignedIn,
}

/// <summary>
/// Looks at tries to sign in. A try is counted, in storage, before it is looked at: of many at once no more are looked at than one after
/// the other would be. After five that failed each further one has to wait, a minute first and then twice as long, up to an hour; what is
/// tried meanwhile is refused unseen.
/// </summary>
internal sealed class SignInFlow(UserManager<ConsoleAccount> users, Doors doors, TimeProvider clock)
{
    private const int FreeTries = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // Whoever is not known takes as long as whoever is.
    private static readonly Lazy<string> NobodysHash =
        new(() => new PasswordHasher<string>(PasswordHashing.Options).HashPassword("nobody", "nobody"));

    /// <summary>Looks at ログインID and password.</summary>
    public async Task<(SignInOutcome Outcome, ConsoleAccount? Account)> TryPasswordAsync(string? mailAddress, string? password)
    {
        var account = string.IsNullOrWhiteSpace(mailAddress) ? null : await users.FindByNameAsync(mailAddress);
        var areClosed = await doors.AreClosedToAsync(account?.User, CancellationToken.None);
        if (areClosed || account is null or { User.PasswordHash: null } || !await TryCountAsync(account))
        {
            _ = new PasswordHasher<string>(PasswordHashing.Options).VerifyHashedPassword("nobody", NobodysHash.Value, password ?? "");
            return (SignInOutcome.Refused, null);
        }

        if (!await users.CheckPasswordAsync(account, password ?? ""))
        {
            return (SignInOutcome.Refused, null);
        }

        if (account.User is { MustChangePassword: true, PasswordExpiresAt: { } end } && end <= clock.GetUtcNow())
        {
            return (SignInOutcome.TemporaryOver, null);
        }

        if (account.User.UsesSecondFactor)
        {
            // Only the code ends the count: else a known password would give free tries of codes.
            return (SignInOutcome.NeedsCode, account);
        }

        return await ForgiveAsync(account) ? (SignInOutcome.SignedIn, account) : (SignInOutcome.Refused, null);
    }

    /// <summary>Looks at a code of the authenticator app, or one of those for when it is lost.</summary>
    /// <returns>Whether it counts, and whether it was one of the latter.</returns>
    public async Task<(bool IsRight, bool IsRecovery)> TryCodeAsync(ConsoleAccount account, string? text)
    {
        var code = SecondFactorCodes.Clean(text);
        if (await doors.AreClosedToAsync(account.User, CancellationToken.None) || !await TryCountAsync(account))
        {
            return (false, false);
        }

        var isApp = code != account.User.LastCode
            && await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code);
        var rest = isApp ? null : SecondFactorCodes.Without(account.User, code);
        if (!isApp && rest is null)
        {
            return (false, false);
        }

        // A code counts once: whoever looked over a shoulder comes too late.
        account.User = account.User with
        {
            LastCode = isApp ? code : account.User.LastCode,
            RecoveryCodes = rest ?? account.User.RecoveryCodes,
        };
        return (await ForgiveAsync(account), !isApp);
    }

    private async Task<bool> TryCountAsync(ConsoleAccount account)
    {
        var now = clock.GetUtcNow();
        if (account.User.LockedUntil > now)
        {
            return false;
        }

        var tries = account.User.FailedTries + 1;
        account.User = account.User with { FailedTries = tries, LockedUntil = tries < FreeTries ? null : now + Wait(tries) };

        // Where somebody tries at the same time, one of the two is looked at.
        return (await users.UpdateAsync(account)).Succeeded;
    }

    private async Task<bool> ForgiveAsync(ConsoleAccount account)
    {
        account.User = account.User with { FailedTries = 0, LockedUntil = null, LastSignInAt = clock.GetUtcNow() };
        return (await users.UpdateAsync(account)).Succeeded;
    }

    private static TimeSpan Wait(int tries)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(tries - FreeTries, 10));
        return wait < LongestWait ? wait : LongestWait;
    }
}
