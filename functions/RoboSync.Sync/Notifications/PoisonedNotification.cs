using System.Text.Json;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications;

/// <summary>Handles a message of <c>notifications-poison</c>: a mail that could not be sent in all its tries.</summary>
public sealed class PoisonedNotification(OperatorAlarms alarms, IWorkQueues queues, IOptions<SyncOptions> options)
{
    /// <summary>
    /// Alarms the operator, and has the mail tried once a day from now on: what the operator mends in a week loses no mail.
    /// </summary>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        NotificationMessage request;
        try
        {
            request = NotificationMessages.Parse(message);
        }
        catch (JsonException notOurs)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableNotification, [notOurs.Message], once: "", cancellationToken);
            return;
        }

        await alarms.AboutAsync(request, AlarmTable.PoisonedNotification, [request.Kind, request.TenantId], once: "", cancellationToken);
        if (request.Days < options.Value.MailDays)
        {
            var tomorrow = request with { Days = request.Days + 1, Tries = options.Value.MailTries - 1 };
            await queues.EnqueueNotificationAsync(
                tomorrow, MailRetries.DailyDelay(tomorrow, options.Value.MailRetryDelay), cancellationToken);
        }
    }
}
