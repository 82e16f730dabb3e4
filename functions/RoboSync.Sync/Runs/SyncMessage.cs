namespace RoboSync.Sync.Runs;

/// <summary>Message of the queue <c>account-syncs</c>: one run of one account. Holds ids only.</summary>
/// <param name="Schema">Name and version of this shape, so that messages outlive a deploy.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Slot">The slot (UTC).</param>
public sealed record SyncMessage(string Schema, string TenantId, string AccountId, DateTimeOffset Slot)
{
    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "account-sync/1";
}

/// <summary>Puts work on the queues; the text is what the triggers receive.</summary>
public interface IWorkQueues
{
    /// <summary>Puts a run on <c>account-syncs</c>.</summary>
    /// <param name="message">The run.</param>
    /// <param name="delay">How long nobody sees the message.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task EnqueueSyncAsync(SyncMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Puts a notification on <c>notifications</c>.</summary>
    Task EnqueueNotificationAsync(Notifications.NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken);
}
