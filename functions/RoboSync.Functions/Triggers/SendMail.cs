using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Notifications;

namespace RoboSync.Functions.Triggers;

/// <summary>Queue: one mail to a customer.</summary>
public sealed class SendMail(SendNotification send)
{
    /// <summary>Sends the mail that the message asks for.</summary>
    [Function(nameof(SendNotification))]
    public Task RunAsync([QueueTrigger(StorageNames.NotificationsQueue)] string message, CancellationToken cancellationToken) =>
        send.RunAsync(message, cancellationToken);
}

/// <summary>Queue: mails that could not be sent in all their tries.</summary>
public sealed class HandlePoisonedNotification(PoisonedNotification poisoned)
{
    /// <summary>Alarms the operator.</summary>
    [Function(nameof(HandlePoisonedNotification))]
    public Task RunAsync([QueueTrigger(StorageNames.NotificationsQueue + "-poison")] string message, CancellationToken cancellationToken) =>
        poisoned.RunAsync(message, cancellationToken);
}
