using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// Handles a message of <c>notifications</c>: has the notice of its kind written from what is stored now, and told on each channel that
/// reaches its receiver.
/// </summary>
public sealed class SendNotification(
    ITenantStore tenants,
    INoticeLedger ledger,
    IEnumerable<INotice> notices,
    IEnumerable<INotificationChannel> channels,
    IWorkQueues queues,
    TellOnce teller,
    IOptions<SyncOptions> options)
{
    private readonly Dictionary<NotificationKind, INotice> notices = notices.ToDictionary(notice => notice.Kind);

    /// <summary>Tells it, unless it was told or there is nothing to tell.</summary>
    /// <param name="message">JSON of a <see cref="NotificationMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message is then delivered again, and what a channel has told is not told
    /// again.</param>
    /// <exception cref="NotToldException">A channel has not taken it in all its tries: the message goes to the poison queue.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = NotificationMessages.Parse(message);
        try
        {
            await TellAsync(request, cancellationToken);
        }
        catch (SyncException failure) when (failure.Code == FailureCode.StorageUnreachable)
        {
            // The queue's five tries are over in minutes; storage can be away for longer. Where the queue is away too, this throws.
            await queues.EnqueueNotificationAsync(request, options.Value.InterruptionDelay, cancellationToken);
        }
    }

    private async Task TellAsync(NotificationMessage request, CancellationToken cancellationToken)
    {
        var isToOperator = request.Kind == NotificationKind.OperatorAlarm;
        var namesCustomer = !isToOperator && !request.IsToUser;
        var tenant = namesCustomer ? await tenants.FindAsync(request.TenantId, cancellationToken) : null;
        if (tenant is null && namesCustomer)
        {
            return;
        }

        var failures = new List<Exception>();
        foreach (var channel in channels.Where(
            channel => (request.Channel ?? channel.Name) == channel.Name && Reaches(channel, request, tenant)))
        {
            try
            {
                var receiver = isToOperator || request.TenantId.Length == 0 ? ToldBefore.TheOperator : request.TenantId;
                var told = new ToldBefore(ledger, receiver, channel.Name);
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
            // What is left waits for storage as long as one channel does: those that have told it do not tell it again.
            throw failures.Find(failure => failure is SyncException { Code: FailureCode.StorageUnreachable })
                ?? (failures.Count == 1 ? failures[0] : new AggregateException(failures));
        }
    }

    // What is for one person's eyes goes to their mailbox and nowhere else.
    private static bool Reaches(INotificationChannel channel, NotificationMessage request, Tenant? tenant) =>
        request.IsToUser ? channel.Name == ToldBefore.Mail : channel.Reaches(tenant);
}
