using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Starts what is due: claims each due slot, puts one run per account on the queue and writes the account's next slot. Reads only
/// what is due. After an outage the one missed slot on record is caught up, not every slot in between.
/// </summary>
public sealed partial class DispatchDueSyncs(
    IDueSlotStore dueSlots,
    IOpenSlotStore openSlots,
    ITenantStore tenants,
    ISlotReportStore reports,
    IWorkQueues queues,
    OperatorAlarms alarms,
    IOptions<SyncOptions> options,
    SyncTelemetry telemetry,
    TimeProvider clock,
    ILogger<DispatchDueSyncs> logger)
{
    // Longer than a dispatch takes, shorter than the five minutes between two of them.
    private static readonly TimeSpan ClaimAbandonedAfter = TimeSpan.FromMinutes(4);

    /// <summary>Dispatches once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await dueSlots.ReadDueAsync(now, cancellationToken);
        telemetry.Dispatched(due.Count > 0 ? now - due[0].Due : TimeSpan.Zero);

        // Before the first of them is claimed: what is started and then forgotten is found by WatchOpenSlots.
        await openSlots.OpenAsync(
            [.. due.Select(slot => new OpenSlot(slot.Account.TenantId, slot.Due, now + options.Value.DeadAfter, TakenUp: 0)).Distinct()],
            cancellationToken);

        // Most companies keep the default slots: at 08:00 nearly everybody is due at once.
        using var gate = new SemaphoreSlim(options.Value.DispatchConcurrency);
        var started = await Task.WhenAll(due.GroupBy(slot => slot.Account.TenantId, StringComparer.Ordinal)
            .Select(ofTenant => DispatchAsync(gate, ofTenant, cancellationToken)));

        // Said of nothing too: its absence is what the alert NoDispatch looks for.
        LogDispatched(due.Count, started.Sum());
    }

    private async Task<int> DispatchAsync(SemaphoreSlim gate, IGrouping<string, DueSlot> ofTenant, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var stored = await tenants.ReadAsync(ofTenant.Key, cancellationToken);
            if (stored is { Tenant: null })
            {
                // Its slots stay due: once the document is mended, the missed one is caught up.
                await alarms.RaiseAsync(
                    AlarmTable.StoredUnreadable, [stored.TenantId, stored.Unreadable], once: stored.TenantId, cancellationToken);
                return 0;
            }

            return await DispatchAsync(stored?.Tenant, [.. ofTenant], cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<int> DispatchAsync(Tenant? tenant, List<DueSlot> due, CancellationToken cancellationToken)
    {
        var started = new List<DueSlot>();
        var ended = new HashSet<DueSlot>();
        foreach (var slot in due)
        {
            if (tenant?.FindAccount(slot.Account.AccountId) is not { Enabled: true })
            {
                await dueSlots.ReplaceAsync(slot, null, cancellationToken);
                continue;
            }

            var claim = await dueSlots.ClaimAsync(slot, ClaimAbandonedAfter, cancellationToken);
            if (claim == SlotClaim.UnderWay)
            {
                continue;
            }

            if (claim == SlotClaim.TakenOver && await HasEndedAsync(slot, cancellationToken))
            {
                ended.Add(slot);
            }

            await reports.ExpectAsync(slot.Account, slot.Due, cancellationToken);
            started.Add(slot);
        }

        // All accounts of a slot are expected before the first of them can finish: its mail waits for all of them.
        foreach (var slot in started)
        {
            var message = RunRequest.Of(slot.Account, slot.Due);
            await queues.EnqueueSyncAsync(message, Spread(slot.Account), cancellationToken);
        }

        foreach (var slot in started.Select(slot => slot.Due).Distinct())
        {
            await queues.EnqueueNotificationAsync(
                NotificationMessage.ForSlot(tenant!.TenantId, slot), options.Value.LateAfter, cancellationToken);
        }

        foreach (var slot in started)
        {
            // The dispatch that died had sent its message: that run is over and catches nothing up, so that the first slot missed since
            // then has to.
            var after = ended.Contains(slot) ? slot.Due : clock.GetUtcNow();
            await dueSlots.ReplaceAsync(slot, SlotSchedule.Next(tenant!.Slots, after), cancellationToken);
        }

        return started.Count;
    }

    private async Task<bool> HasEndedAsync(DueSlot slot, CancellationToken cancellationToken) =>
        (await reports.ReadAsync(slot.Account.TenantId, slot.Due, cancellationToken)).GetValueOrDefault(slot.Account.AccountId) is not null;

    private TimeSpan Spread(AccountKey account)
    {
        // From the account's own key, so that an account keeps its place and a test can tell it.
        var share = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(account.ToString())) / (double)uint.MaxValue;
        return options.Value.StartSpread * share;
    }

    [LoggerMessage(1000, LogLevel.Information, "Dispatched {Started} of {Due} due slots.")]
    private partial void LogDispatched(int due, int started);
}
