namespace RoboSync.Sync.Queues;

/// <summary>Puts work on the queues; the text is what the triggers receive.</summary>
public interface IWorkQueues
{
    /// <summary>Puts a run on <c>account-syncs</c>.</summary>
    /// <param name="message">The run.</param>
    /// <param name="delay">How long nobody sees the message.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>When the message on <c>account-syncs</c> was put there that waits the longest (UTC); null where none waits.</summary>
    Task<DateTimeOffset?> ReadOldestSyncAsync(CancellationToken cancellationToken);

    /// <summary>Puts a notification on <c>notifications</c>.</summary>
    Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Puts an upload on <c>uploads</c>.</summary>
    Task EnqueueUploadAsync(UploadMessage message, TimeSpan delay, CancellationToken cancellationToken);
}
