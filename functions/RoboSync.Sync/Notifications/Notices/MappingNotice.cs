using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>What became of an uploaded イベント名対応表.</summary>
public sealed class MappingNotice(IEventMappingStore mappings) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.MappingResult;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) =>
        await mappings.ReadOutcomeAsync(request.Tenant.TenantId, request.Message.Subject, cancellationToken) is { } outcome
            ? request.Once(MailTexts.Mapping(request.Tenant, outcome))
            : null;
}
