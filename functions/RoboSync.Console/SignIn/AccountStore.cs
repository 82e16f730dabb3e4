using Microsoft.AspNetCore.Identity;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>What Identity's managers ask of a store, on <see cref="IConsoleUsers"/>. Only create, update and delete are stored.</summary>
internal sealed class AccountStore(IConsoleUsers users, SealedKeys sealedKeys) :
    IUserPasswordStore<ConsoleAccount>,
    IUserSecurityStampStore<ConsoleAccount>,
    IUserLockoutStore<ConsoleAccount>,
    IUserTwoFactorStore<ConsoleAccount>,
    IUserAuthenticatorKeyStore<ConsoleAccount>
{
    private static readonly IdentityErrorDescriber Errors = new();

    public async Task<IdentityResult> CreateAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        await SaveAsync(user, cancellationToken);

    public async Task<IdentityResult> UpdateAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        await SaveAsync(user, cancellationToken);

    public async Task<IdentityResult> DeleteAsync(ConsoleAccount user, CancellationToken cancellationToken)
    {
        await users.DeleteAsync(user.User.UserId, cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<ConsoleAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await users.FindAsync(userId, cancellationToken) is { } user ? new ConsoleAccount(user) : null;

    public Task<ConsoleAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByIdAsync(ConsoleUser.IdOf(normalizedUserName), cancellationToken);

    public Task<string> GetUserIdAsync(ConsoleAccount user, CancellationToken cancellationToken) => Task.FromResult(user.User.UserId);

    public Task<string?> GetUserNameAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.User.MailAddress);

    public Task SetUserNameAsync(ConsoleAccount user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A user's key is made of the mail address: another address is another user.");

    public Task<string?> GetNormalizedUserNameAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.User.MailAddress.ToUpperInvariant());

    // It is made of the mail address whenever it is asked for.
    public Task SetNormalizedUserNameAsync(ConsoleAccount user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.PasswordHash);

    public Task<bool> HasPasswordAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.PasswordHash is not null);

    public Task SetPasswordHashAsync(ConsoleAccount user, string? passwordHash, CancellationToken cancellationToken) =>
        Change(user, user.User with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.User.SecurityStamp);

    public Task SetSecurityStampAsync(ConsoleAccount user, string stamp, CancellationToken cancellationToken) =>
        Change(user, user.User with { SecurityStamp = stamp });

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.LockedUntil);

    public Task SetLockoutEndDateAsync(ConsoleAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Change(user, user.User with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(ConsoleAccount user, CancellationToken cancellationToken)
    {
        user.User = user.User with { FailedTries = user.User.FailedTries + 1 };
        return Task.FromResult(user.User.FailedTries);
    }

    public Task ResetAccessFailedCountAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Change(user, user.User with { FailedTries = 0 });

    public Task<int> GetAccessFailedCountAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.FailedTries);

    public Task<bool> GetLockoutEnabledAsync(ConsoleAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    // Nobody is spared.
    public Task SetLockoutEnabledAsync(ConsoleAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(ConsoleAccount user, bool enabled, CancellationToken cancellationToken) =>
        Change(user, user.User with { UsesSecondFactor = enabled });

    public Task<bool> GetTwoFactorEnabledAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.UsesSecondFactor);

    public async Task SetAuthenticatorKeyAsync(ConsoleAccount user, string key, CancellationToken cancellationToken)
    {
        var box = await sealedKeys.SealAsync(user.User.UserId, key, cancellationToken);
        await Change(user, user.User with { SealedAuthenticatorKey = box });
    }

    public async Task<string?> GetAuthenticatorKeyAsync(ConsoleAccount user, CancellationToken cancellationToken) =>
        user.User.SealedAuthenticatorKey is { } box ? await sealedKeys.OpenAsync(user.User.UserId, box, cancellationToken) : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static Task Change(ConsoleAccount account, ConsoleUser user)
    {
        account.User = user;
        return Task.CompletedTask;
    }

    private async Task<IdentityResult> SaveAsync(ConsoleAccount account, CancellationToken cancellationToken)
    {
        try
        {
            account.User = await users.SaveAsync(account.User, cancellationToken);
            return IdentityResult.Success;
        }
        catch (StaleStateException)
        {
            return IdentityResult.Failed(account.User.Version.Length == 0
                ? Errors.DuplicateUserName(account.User.UserId)
                : Errors.ConcurrencyFailure());
        }
    }
}
