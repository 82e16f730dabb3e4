using System.Net.Mail;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>Makes users, and has them mailed what they sign in with.</summary>
public sealed class Invitations(IConsoleUsers users, IWorkQueues queues, IOptions<ConsoleOptions> options, TimeProvider clock)
{
    private const int LongestAddress = 254;

    /// <summary>Whether somebody can be invited at an address.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 and <= LongestAddress } && !text.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Invites somebody.</summary>
    /// <param name="mailAddress">Their address, which <see cref="IsAddress"/> takes.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="tenantId">Their company; blank for an operator.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether they are new: nobody is invited twice, and nobody works for two companies.</returns>
    public async Task<bool> InviteAsync(string mailAddress, UserRole role, string tenantId, CancellationToken cancellationToken)
    {
        try
        {
            var user = await users.SaveAsync(
                new ConsoleUser
                {
                    UserId = ConsoleUser.IdOf(mailAddress),
                    MailAddress = mailAddress,
                    Role = role,
                    TenantId = tenantId,
                    SecurityStamp = NewStamp(),
                    MustChangePassword = true,
                    CreatedAt = clock.GetUtcNow(),
                },
                cancellationToken);
            await SendAsync(NotificationKind.FirstLogin, user, cancellationToken);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }

    /// <summary>Has somebody mailed a new temporary password; what they had counts no more, and their sessions end.</summary>
    /// <exception cref="StaleStateException">They were changed in between.</exception>
    public async Task InviteAgainAsync(ConsoleUser user, CancellationToken cancellationToken)
    {
        var saved = await users.SaveAsync(
            user with
            {
                PasswordHash = null, PasswordExpiresAt = null, MustChangePassword = true, SecurityStamp = NewStamp(),
                FailedTries = 0, LockedUntil = null,
            },
            cancellationToken);
        await SendAsync(NotificationKind.FirstLogin, saved, cancellationToken);
    }

    /// <summary>
    /// Has somebody mailed how to choose another password, where there is such a user. Takes no longer where there is one.
    /// </summary>
    public async Task ForgottenAsync(string? mailAddress, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(mailAddress)
            && await users.FindAsync(ConsoleUser.IdOf(mailAddress), cancellationToken) is { IsSuspended: false } user)
        {
            await SendAsync(NotificationKind.PasswordReset, user, cancellationToken);
        }
    }

    /// <summary>Invites the operator whom the settings name, unless they are known.</summary>
    internal async Task EnsureFirstOperatorAsync(CancellationToken cancellationToken)
    {
        var mailAddress = options.Value.FirstOperator;
        if (mailAddress.Length > 0 && await users.FindAsync(ConsoleUser.IdOf(mailAddress), cancellationToken) is null)
        {
            await InviteAsync(mailAddress, UserRole.Operator, "", cancellationToken);
        }
    }

    internal static string NewStamp() => System.Security.Cryptography.RandomNumberGenerator.GetHexString(32, lowercase: true);

    private Task SendAsync(NotificationKind kind, ConsoleUser user, CancellationToken cancellationToken) =>
        queues.EnqueueNotificationAsync(NotificationMessage.ForUser(kind, user, clock.GetUtcNow()), TimeSpan.Zero, cancellationToken);
}
