using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Looks at every account: raises an alarm by itself where one has had no good run for two slots, since the absence of a mail is nothing
/// that anybody notices, and writes the overview. Who waits for the customer is reminded daily anyway.
/// </summary>
public sealed class WatchOverdueRuns(
    ITenantStore tenants,
    IAccountStateStore states,
    IWorkQueues queues,
    OperatorAlarms alarms,
    IOptions<SyncOptions> options,
    TimeProvider clock)
{
    /// <summary>Looks at every account of every tenant.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var accounts = new List<(Tenant Tenant, MediaAccount Account, AccountState State)>();
        var known = await ReadStatesAsync(cancellationToken);
        await foreach (var stored in tenants.ListAsync(cancellationToken))
        {
            if (stored.Tenant is not { } tenant)
            {
                await alarms.RaiseAsync(
                    AlarmTable.StoredUnreadable, [stored.TenantId, stored.Unreadable], once: stored.TenantId, cancellationToken);
                continue;
            }

            foreach (var account in tenant.Accounts)
            {
                var key = new AccountKey(tenant.TenantId, account.AccountId);
                switch (known.GetValueOrDefault(key))
                {
                    case null:
                        accounts.Add((tenant, account, new AccountState { Account = key }));
                        break;
                    case { State: { } state }:
                        accounts.Add((tenant, account, state));
                        break;
                    case { Unreadable: var why }:
                        await alarms.RaiseAsync(
                            AlarmTable.StoredUnreadable, [key.TenantId, why], once: key.TenantId, cancellationToken);
                        break;
                }
            }
        }

        await tenants.SaveOverviewAsync(await AccountOverview.WriteAsync(accounts, now), cancellationToken);
        var overdue = accounts
            .Where(item => item.Account.Enabled && IsOverdue(item.Tenant.Slots, item.State, now - options.Value.LateAfter))
            .Select(item => (item.State.Account, item.State.LastGoodRun)).ToList();
        foreach (var (account, _) in overdue)
        {
            // A run that ended well since we looked has nobody to tell that it works again.
            await states.UpdateAsync(
                account, state => state.TroubleToldAt is null && !(state.LastGoodRun > now)
                    ? state with { TroubleToldAt = now }
                    : state, cancellationToken);
            await queues.EnqueueNotificationAsync(
                NotificationMessage.ForOverdue(account, JapanTime.DateInJapan(now)), TimeSpan.Zero, cancellationToken);
        }

        await alarms.RaiseForEachAsync(
            AlarmTable.OverdueRun, [.. overdue.Select(item => new object?[] { item.Account, item.LastGoodRun })], cancellationToken);
    }

    // All of them in a few requests: one for each account would be what this costs.
    private async Task<Dictionary<AccountKey, StoredState>> ReadStatesAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<AccountKey, StoredState>();
        await foreach (var stored in states.ListAsync(cancellationToken))
        {
            known[stored.Account] = stored;
        }

        return known;
    }

    /// <summary>Whether two slots have passed without a good run.</summary>
    /// <param name="slots">The tenant's slots.</param>
    /// <param name="state">The account's state.</param>
    /// <param name="settled">Slots up to this instant have had the time to finish.</param>
    public static bool IsOverdue(IReadOnlyList<TimeOnly> slots, AccountState state, DateTimeOffset settled)
    {
        var last = SlotSchedule.Previous(slots, settled);
        var beforeLast = SlotSchedule.Previous(slots, last.AddTicks(-1));
        var since = state.ScheduledSince is { } scheduled && !(state.LastGoodRun > scheduled) ? scheduled : state.LastGoodRun;
        return since < beforeLast && !RestPolicy.WaitsForCustomer(state);
    }
}
