using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>
/// ログインID and temporary password. The password is set when the mail is written, so that its week begins then; it is in no message.
/// </summary>
internal sealed class FirstLoginNotice(
    IServiceScopeFactory scopes, Doors doors, IOptions<ConsoleOptions> options, TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.FirstLogin;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ConsoleAccount>>();

        // Whoever has chosen a password meanwhile, or is shut out, needs none.
        if (options.Value.Address is not { } address
            || await users.FindByIdAsync(request.Message.Subject) is not { User.MustChangePassword: true } account
            || await doors.AreClosedToAsync(account.User, cancellationToken))
        {
            return null;
        }

        var password = await scope.ServiceProvider.GetRequiredService<TemporaryPasswords>()
            .OfAsync(request.Message.DedupKey, cancellationToken);
        var until = clock.GetUtcNow() + options.Value.TemporaryPasswordTime;
        account.User = account.User with
        {
            PasswordHash = users.PasswordHasher.HashPassword(account, password),
            PasswordExpiresAt = until,
        };
        if (!(await users.UpdateAsync(account)).Succeeded)
        {
            throw new InvalidOperationException($"Console user {account.User.UserId} was changed while a temporary password was set.");
        }

        var company = await CompanyNames.OfAsync(scope.ServiceProvider, account.User, cancellationToken);
        var content = SignInMails.FirstLogin(
            company, account.User.MailAddress, password, new Uri(address, SignInPaths.SignIn), until);
        return new Notice(null, content, request.Message.DedupKey) { MailAddress = account.User.MailAddress };
    }
}

/// <summary>How to choose another password: a link that counts once, and for two hours.</summary>
internal sealed class PasswordResetNotice(IServiceScopeFactory scopes, Doors doors, IOptions<ConsoleOptions> options) : INotice
{
    /// <summary>How long the link counts.</summary>
    internal static readonly TimeSpan Holds = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.PasswordReset;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ConsoleAccount>>();
        if (options.Value.Address is not { } address
            || await users.FindByIdAsync(request.Message.Subject) is not { } account
            || await doors.AreClosedToAsync(account.User, cancellationToken))
        {
            return null;
        }

        var token = await users.GeneratePasswordResetTokenAsync(account);
        var link = new Uri(
            address, $"{SignInPaths.Reset}?user={account.User.UserId}&token={Uri.EscapeDataString(token)}");
        var company = await CompanyNames.OfAsync(scope.ServiceProvider, account.User, cancellationToken);
        return new Notice(
            null, SignInMails.PasswordReset(company, account.User.MailAddress, link, Holds), request.Message.DedupKey)
        {
            MailAddress = account.User.MailAddress,
        };
    }
}

/// <summary>What a user's company is called.</summary>
internal static class CompanyNames
{
    /// <summary>Its name; its id where its document was never made; blank for an operator.</summary>
    public static async Task<string> OfAsync(IServiceProvider services, ConsoleUser user, CancellationToken cancellationToken) =>
        user.TenantId.Length == 0
            ? ""
            : (await services.GetRequiredService<ITenantStore>().ReadAsync(user.TenantId, cancellationToken))?.Tenant?.Name
                ?? user.TenantId;
}
