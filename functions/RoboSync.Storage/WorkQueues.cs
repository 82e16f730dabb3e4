using Azure.Storage.Queues;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Queues;

namespace RoboSync.Storage;

internal sealed class WorkQueues(QueueServiceClient queues) : IWorkQueues, IHolder
{
    private readonly QueueClient syncs = queues.GetQueueClient(StorageNames.AccountSyncsQueue);
    private readonly QueueClient notifications = queues.GetQueueClient(StorageNames.NotificationsQueue);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        .. StorageNames.Queues.Select(queue => Holding.OfNobody(
            queue, queue == StorageNames.BlobPoisonQueue ? "names of blobs" : "ids of tenants, accounts and slots")),
    ];

    // A message whose answer was lost is sent again. Two are as good as one: a run is named by its slot, and a mail by its dedup key; each
    // is claimed before it is done.
    public Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken) =>
        syncs.SendMessageAsync(message.ToMessage(), delay, cancellationToken: cancellationToken);

    public Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        notifications.SendMessageAsync(NotificationMessages.Write(message), delay, cancellationToken: cancellationToken);
}
