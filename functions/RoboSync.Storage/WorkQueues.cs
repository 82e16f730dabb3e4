using Azure.Storage.Queues;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Queues;

namespace RoboSync.Storage;

internal sealed class WorkQueues(QueueServiceClient queues) : IWorkQueues, IHolder
{
    private static readonly string[] Uploaded = [StorageNames.BlobPoisonQueue, StorageNames.UploadsQueue, StorageNames.UploadsPoisonQueue];

    private readonly QueueClient syncs = queues.GetQueueClient(StorageNames.AccountSyncsQueue);
    private readonly QueueClient notifications = queues.GetQueueClient(StorageNames.NotificationsQueue);
    private readonly QueueClient uploads = queues.GetQueueClient(StorageNames.UploadsQueue);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        .. StorageNames.Queues.Select(queue => Holding.OfNobody(
            queue, Uploaded.Contains(queue, StringComparer.Ordinal) ? "names of blobs" : "ids of tenants, accounts and slots")),
    ];

    // A message whose answer was lost is sent again. Two are as good as one: a run is named by its slot, a mail by its dedup key, and an
    // upload by the version of its blob; each is claimed before it is done.
    public Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken) =>
        syncs.SendMessageAsync(message.ToMessage(), delay, cancellationToken: cancellationToken);

    // Queues hand out roughly the oldest first; what is hidden, since it is being handled or waits for its time, is not seen.
    public async Task<DateTimeOffset?> ReadOldestSyncAsync(CancellationToken cancellationToken) =>
        (await syncs.PeekMessageAsync(cancellationToken)).Value?.InsertedOn;

    public Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        notifications.SendMessageAsync(NotificationMessages.Write(message), delay, cancellationToken: cancellationToken);

    public Task EnqueueUploadAsync(UploadMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        uploads.SendMessageAsync(message.ToMessage(), delay, cancellationToken: cancellationToken);
}
