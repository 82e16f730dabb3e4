using Azure.Storage.Queues;
using RoboSync.Sync.Queues;

namespace RoboSync.Storage;

internal sealed class WorkQueues(QueueServiceClient queues) : IWorkQueues
{
    private readonly QueueClient syncs = queues.GetQueueClient(StorageNames.AccountSyncsQueue);
    private readonly QueueClient notifications = queues.GetQueueClient(StorageNames.NotificationsQueue);

    public Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken) =>
        syncs.SendMessageAsync(message.ToMessage(), delay, cancellationToken: cancellationToken);

    public Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        notifications.SendMessageAsync(NotificationMessages.Write(message), delay, cancellationToken: cancellationToken);
}
