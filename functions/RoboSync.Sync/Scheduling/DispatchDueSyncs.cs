using System.Collections.Concurrent;
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
/// what is due, and goes through it a hundred accounts at a time, since so many rows are one request. After an outage the one missed slot
/// on record is caught up, not every slot in between.
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

    // As many rows as storage writes in one request.
    private const int AccountsTogether = 100;

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
        var started = 0;
        foreach (var together in Together(due))
        {
            started += await DispatchAsync(together, cancellationToken);
        }

        // Said of nothing too: its absence is what the alert NoDispatch looks for.
        LogDispatched(due.Count, started);
    }

    // Whole tenants: all accounts of a slot are expected before the first of them can finish, since its mail waits for all of them.
    private static IEnumerable<List<DueSlot>> Together(IReadOnlyList<DueSlot> due)
    {
        var together = new List<DueSlot>();
        foreach (var ofTenant in due.GroupBy(slot => slot.Account.TenantId, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            if (together.Count > 0 && together.Count + ofTenant.Count > AccountsTogether)
            {
                yield return together;
                together = [];
            }

            together.AddRange(ofTenant);
        }

        if (together.Count > 0)
        {
            yield return together;
        }
    }

    private async Task<int> DispatchAsync(List<DueSlot> due, CancellationToken cancellationToken)
    {
        var wanted = await WantedAsync(due, cancellationToken);
        var claims = await dueSlots.ClaimAsync([.. wanted.Select(item => item.Slot)], ClaimAbandonedAfter, cancellationToken);
        var started = wanted.Where(item => claims[item.Slot] != SlotClaim.UnderWay).ToList();
        var ended = await EndedAsync([.. started.Where(item => claims[item.Slot] == SlotClaim.TakenOver)], cancellationToken);
        foreach (var ofSlot in started.GroupBy(item => item.Slot.Due))
        {
            await reports.ExpectAsync(ofSlot.Key, [.. ofSlot.Select(item => item.Slot.Account)], cancellationToken);
        }

        await EachAsync(
            started,
            item => queues.EnqueueSyncAsync(
                RunRequest.Of(item.Slot.Account, item.Slot.Due), Spread(item.Slot.Account), cancellationToken),
            cancellationToken);
        await EachAsync(
            started.Select(item => (item.Tenant.TenantId, item.Slot.Due)).Distinct(),
            slot => queues.EnqueueNotificationAsync(
                NotificationMessage.ForSlot(slot.TenantId, slot.Due), options.Value.LateAfter, cancellationToken),
            cancellationToken);

        // The dispatch that died had sent its message: that run is over and catches nothing up, so that the first slot missed since then
        // has to.
        var now = clock.GetUtcNow();
        await dueSlots.ReplaceAsync(
            [.. started.Select(item => (item.Slot, SlotSchedule.Next(item.Tenant.Slots, ended.Contains(item.Slot) ? item.Slot.Due : now)))],
            cancellationToken);
        return started.Count;
    }

    // Slots of accounts that are not there any more, or are paused, are dropped.
    private async Task<List<(DueSlot Slot, Tenant Tenant)>> WantedAsync(List<DueSlot> due, CancellationToken cancellationToken)
    {
        var stored = new ConcurrentDictionary<string, StoredTenant?>(StringComparer.Ordinal);
        await EachAsync(
            due.Select(slot => slot.Account.TenantId).Distinct(StringComparer.Ordinal),
            async tenantId => stored[tenantId] = await tenants.ReadAsync(tenantId, cancellationToken),
            cancellationToken);
        foreach (var unreadable in stored.Values.OfType<StoredTenant>().Where(item => item.Tenant is null))
        {
            // Its slots stay due: once the document is mended, the missed one is caught up.
            await alarms.RaiseAsync(
                AlarmTable.StoredUnreadable, [unreadable.TenantId, unreadable.Unreadable], once: unreadable.TenantId, cancellationToken);
        }

        var wanted = new List<(DueSlot Slot, Tenant Tenant)>();
        foreach (var slot in due)
        {
            var ofTenant = stored[slot.Account.TenantId];
            if (ofTenant?.Tenant is { } tenant && tenant.FindAccount(slot.Account.AccountId) is { Enabled: true })
            {
                wanted.Add((slot, tenant));
            }
            else if (ofTenant is not { Tenant: null })
            {
                await dueSlots.DropAsync(slot, cancellationToken);
            }
        }

        return wanted;
    }

    private async Task<HashSet<DueSlot>> EndedAsync(List<(DueSlot Slot, Tenant Tenant)> takenOver, CancellationToken cancellationToken)
    {
        var ended = new HashSet<DueSlot>();
        foreach (var (slot, _) in takenOver)
        {
            var ofSlot = await reports.ReadAsync(slot.Account.TenantId, slot.Due, cancellationToken);
            if (ofSlot.GetValueOrDefault(slot.Account.AccountId) is not null)
            {
                ended.Add(slot);
            }
        }

        return ended;
    }

    private async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> act, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(options.Value.DispatchConcurrency);
        await Task.WhenAll(items.Select(async item =>
        {
            await gate.WaitAsync(cancellationToken);
            try
            {
                await act(item);
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    private TimeSpan Spread(AccountKey account)
    {
        // From the account's own key, so that an account keeps its place and a test can tell it.
        var share = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(account.ToString())) / (double)uint.MaxValue;
        return options.Value.StartSpread * share;
    }

    [LoggerMessage(1000, LogLevel.Information, "Dispatched {Started} of {Due} due slots.")]
    private partial void LogDispatched(int due, int started);
}
