using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>That an account works again.</summary>
public sealed class RecoveredNotice : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.Recovered;

    /// <inheritdoc/>
    public Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<Notice?>(request.Once(MailTexts.Recovered(request.Tenant, request.Message.Subject)));
}
