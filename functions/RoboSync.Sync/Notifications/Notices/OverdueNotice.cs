using RoboSync.Sync.Accounts;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>That an account has had no good run for two slots; once a day, the day on which it is told.</summary>
public sealed class OverdueNotice(IAccountStateStore states, TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.Overdue;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        var state = await states.ReadAsync(request.Account, cancellationToken);
        var key = NotificationMessage.ForOverdue(request.Account, JapanTime.DateInJapan(clock.GetUtcNow())).DedupKey;
        return new Notice(request.Tenant, MailTexts.Overdue(request.Tenant, request.Message.Subject, state.LastGoodRun), key);
    }
}
