using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>That an account signed in for the first time, unless it was removed since.</summary>
public sealed class FirstSignInNotice(RegisteredMedia media) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.FirstSignIn;

    /// <inheritdoc/>
    public Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) => Task.FromResult(
        request.Tenant.FindAccount(request.Message.Subject) is { } account
            ? request.Once(MailTexts.FirstSignIn(request.Tenant, account, media.FlowsOf(account)))
            : null);
}
