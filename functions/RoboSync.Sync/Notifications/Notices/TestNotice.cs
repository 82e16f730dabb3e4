using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>A mail that only shows that it arrives.</summary>
public sealed class TestNotice : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.Test;

    /// <inheritdoc/>
    public Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<Notice?>(request.Once(MailTexts.Test(request.Tenant)));
}
