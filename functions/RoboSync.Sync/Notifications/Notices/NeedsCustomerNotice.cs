using RoboSync.Sync.Accounts;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>That an account waits for the customer; once a day, from the second day on as a reminder.</summary>
public sealed class NeedsCustomerNotice(IAccountStateStore states, TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.NeedsCustomer;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        var (tenant, message) = (request.Tenant, request.Message);
        var state = await states.ReadAsync(request.Account, cancellationToken);

        // While the message waited it may have recovered, or stopped for another reason that has a notice of its own.
        if (state.RestReason is not { } reason || (message.Reason ?? reason) != reason)
        {
            return null;
        }

        var about = message with { Reason = reason };
        var first = about.AsOf(state.RestingSince, day: null).DedupKey;
        var content = await request.Told.HasToldAsync(first, cancellationToken)
            ? MailTexts.Reminder(tenant, message.Subject, reason, state.RestingSince)
            : MailTexts.NeedsCustomer(tenant, message.Subject, reason, state.RestingSince);
        return new Notice(
            tenant, content, about.AsOf(state.RestingSince, JapanTime.DateInJapan(clock.GetUtcNow())).DedupKey) { FirstKey = first };
    }
}
