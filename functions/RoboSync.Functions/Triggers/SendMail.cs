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

/// <summary>Timer: looks for addresses that the mail service has stopped delivering to.</summary>
public sealed class WatchAddresses(WatchMailAddresses watch)
{
    /// <summary>Fires once a day, in the morning in Japan.</summary>
    [Function(nameof(WatchMailAddresses))]
    public Task RunAsync([TimerTrigger("0 50 0 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        watch.RunAsync(cancellationToken);
}

/// <summary>Queue: mails that could not be sent in all their tries.</summary>
public sealed class HandlePoisonedNotification(PoisonedNotification poisoned)
{
    /// <summary>Alarms the operator.</summary>
    [Function(nameof(HandlePoisonedNotification))]
    public Task RunAsync([QueueTrigger(StorageNames.NotificationsQueue + "-poison")] string message, CancellationToken cancellationToken) =>
        poisoned.RunAsync(message, cancellationToken);
}
