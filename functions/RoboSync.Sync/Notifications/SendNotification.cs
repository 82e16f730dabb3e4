using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

/// <summary>Handles a message of <c>notifications</c>: has the notice of its kind written from what is stored now, and told on each channel that reaches its receiver.</summary>
public sealed class SendNotification(
    ITenantStore tenants, IMailLedger ledger, IEnumerable<INotice> notices, IEnumerable<INotificationChannel> channels, TellOnce teller)
{
    private readonly Dictionary<NotificationKind, INotice> notices = notices.ToDictionary(notice => notice.Kind);

    /// <summary>Tells it, unless it was told or there is nothing to tell.</summary>
    /// <param name="message">JSON of a <see cref="NotificationMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message is then delivered again, and what a channel has told is not told again.</param>
    /// <exception cref="NotToldException">A channel has not taken it in all its tries: the message goes to the poison queue.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = NotificationMessages.Parse(message);
        var isToOperator = request.Kind == NotificationKind.OperatorAlarm;
        var tenant = isToOperator ? null : await tenants.FindAsync(request.TenantId, cancellationToken);
        if (tenant is null && !isToOperator)
        {
            return;
        }

        var failures = new List<Exception>();
        foreach (var channel in channels.Where(channel => (request.Channel ?? channel.Name) == channel.Name && channel.Reaches(tenant)))
        {
            try
            {
                var told = new ToldBefore(ledger, isToOperator ? ToldBefore.TheOperator : request.TenantId, channel.Name);
                if (await notices[request.Kind].WriteAsync(new NoticeRequest(request, tenant, told), cancellationToken) is { } notice)
                {
                    await teller.TellAsync(request, notice, channel, told, cancellationToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // No channel waits for another.
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }
}
