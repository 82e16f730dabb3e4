using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Runs;

/// <summary>Sees to it that a slot is told of once its last account is finished.</summary>
public sealed class SlotCompletion(ISlotReportStore reports, IWorkQueues queues)
{
    /// <summary>
    /// Stores a finished run as its account's report; after the last one, puts the slot's mail on the queue. Doing it twice changes
    /// nothing.
    /// </summary>
    public async Task RunFinishedAsync(RunState run, CancellationToken cancellationToken)
    {
        await reports.SaveAsync(run, cancellationToken);
        var ofSlot = await reports.ReadAsync(run.Account.TenantId, run.Slot, cancellationToken);
        if (ofSlot.Values.All(report => report is not null))
        {
            await queues.EnqueueNotificationAsync(
                NotificationMessage.ForSlot(run.Account.TenantId, run.Slot), TimeSpan.Zero, cancellationToken);
        }
    }
}
