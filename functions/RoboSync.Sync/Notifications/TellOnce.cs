using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// Tells a notice on a channel: claimed before and noted after the channel took it, so once in all ordinary cases, and at least once where
/// a worker dies in between. What the channel does not take goes back on the queue for later, for this channel alone.
/// </summary>
public sealed partial class TellOnce(
    IWorkQueues queues, OperatorAlarms alarms, SyncTelemetry telemetry, IOptions<SyncOptions> options, ILogger<TellOnce> logger)
{
    /// <summary>Tells it, unless it was told.</summary>
    /// <param name="request">The message that asked for it.</param>
    /// <param name="notice">What to tell.</param>
    /// <param name="channel">Where.</param>
    /// <param name="told">What was told there before.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NotToldException">The channel has not taken it in <see cref="SyncOptions.MailTries"/>: the message goes to the
    /// poison queue.</exception>
    internal async Task TellAsync(
        NotificationMessage request, Notice notice, INotificationChannel channel, ToldBefore told, CancellationToken cancellationToken)
    {
        request = request with { Channel = channel.Name };
        switch (await told.ClaimAsync(notice.Key, cancellationToken))
        {
            case NoticeClaim.Ours:
                await TellClaimedAsync(request, notice, channel, told, cancellationToken);
                break;
            case NoticeClaim.UnderWay:
                // Whoever is telling it may die: look again once their claim counts no more.
                await queues.EnqueueNotificationAsync(request, ToldBefore.ClaimAbandonedAfter, cancellationToken);
                break;
        }
    }

    private async Task TellClaimedAsync(
        NotificationMessage request, Notice notice, INotificationChannel channel, ToldBefore told, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> unreachable;
        try
        {
            unreachable = await HandOverAsync(request, notice, channel, cancellationToken);
        }
        catch (Exception failure)
        {
            // Whoever takes the message up again has to find it unclaimed: as long as somebody seems to be telling it, nobody counts the
            // tries.
            await told.ReleaseAsync(notice.Key);
            if (failure is not NotToldException delayed)
            {
                throw;
            }

            await KeepAsync(request, channel.Alarms.Delayed, delayed, cancellationToken);
            return;
        }

        await told.NoteToldAsync(notice.Key);
        if (notice.FirstKey is { } firstKey)
        {
            await told.NoteToldAsync(firstKey);
        }

        if (unreachable.Count > 0)
        {
            await alarms.UnreachableAsync(channel.Alarms.Unreachable, request.TenantId, unreachable, cancellationToken);
        }

        if (notice.Content.IsLate)
        {
            // The last account may have finished while this was being told, and found no promise of another notice yet.
            await queues.EnqueueNotificationAsync(request with { Tries = 0 }, ToldBefore.ClaimAbandonedAfter, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> HandOverAsync(
        NotificationMessage request, Notice notice, INotificationChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            var unreachable = await channel.TellAsync(notice, cancellationToken);
            LogTold(request.Kind, request.TenantId, channel.Name);
            telemetry.Told(request.Kind, channel.Name, "sent");
            return unreachable;
        }
        catch (NotToldException refused) when (refused.Permanent)
        {
            telemetry.Told(request.Kind, channel.Name, "refused");
            await alarms.AboutAsync(
                request,
                channel.Alarms.Refused,
                [request.Kind, request.TenantId, refused.Message],
                once: request.TenantId,
                cancellationToken);
            return [];
        }
    }

    // The queue itself would give up after five tries in minutes; a mail service can be away for a day.
    private async Task KeepAsync(
        NotificationMessage request, Alarm alarm, NotToldException delayed, CancellationToken cancellationToken)
    {
        var next = request with { Tries = request.Tries + 1 };
        if (next.Tries >= options.Value.MailTries)
        {
            throw delayed;
        }

        telemetry.Told(request.Kind, request.Channel!, "kept");
        LogKept(request.Kind, request.TenantId, next.Tries, delayed);
        await queues.EnqueueNotificationAsync(next, MailRetries.Delay(next, options.Value.MailRetryDelay), cancellationToken);
        if (next.Tries == MailRetries.AlarmAt)
        {
            await alarms.AboutAsync(next, alarm, [next.Kind, next.TenantId, next.Tries], once: "", cancellationToken);
        }
    }

    [LoggerMessage(4000, LogLevel.Information, "Mail {Kind} of {TenantId} sent ({Channel}).")]
    private partial void LogTold(NotificationKind kind, string tenantId, string channel);

    [LoggerMessage(4004, LogLevel.Warning, "Mail {Kind} of {TenantId} was not taken, for the {Tries}. time; it is kept and tried again.")]
    private partial void LogKept(NotificationKind kind, string tenantId, int tries, Exception exception);
}
