using RoboSync.Sync.Checking;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>What a connection check found.</summary>
public sealed class CheckNotice(ICheckStore checks) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.CheckResult;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) =>
        await checks.ReadAsync(request.Tenant.TenantId, cancellationToken) is { } check
            ? request.Once(MailTexts.Check(request.Tenant, check.Alone()))
            : null;
}
