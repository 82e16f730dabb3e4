using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Raises an alarm by itself where an account has had no good run for two slots: the absence of a mail is nothing that anybody notices. Who waits for the
/// customer is reminded daily anyway.
/// </summary>
public sealed partial class WatchOverdueRuns(
    ITenantStore tenants,
    IAccountStateStore states,
    IWorkQueues queues,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<WatchOverdueRuns> logger)
{
    /// <summary>Looks at every enabled account of every tenant.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var tenantId in await tenants.ListAsync(cancellationToken))
        {
            if (await tenants.ReadAsync(tenantId, cancellationToken) is { } document)
            {
                await WatchAsync(TenantDocument.Parse(document), cancellationToken);
            }
        }
    }

    /// <summary>Whether two slots have passed without a good run.</summary>
    /// <param name="slots">The tenant's slots.</param>
    /// <param name="state">The account's state.</param>
    /// <param name="settled">Slots up to this instant have had the time to finish.</param>
    internal static bool IsOverdue(IReadOnlyList<TimeOnly> slots, AccountState state, DateTimeOffset settled)
    {
        var last = SlotSchedule.Previous(slots, settled);
        var beforeLast = SlotSchedule.Previous(slots, last.AddTicks(-1));
        var since = state.ScheduledSince is { } scheduled && !(state.LastGoodRun > scheduled) ? scheduled : state.LastGoodRun;
        return since < beforeLast && !WaitsForCustomer(state);
    }

    private static bool WaitsForCustomer(AccountState state) => state.RestReason is { } reason && Failures.KindOf(reason) == FailureKind.NeedsCustomer;

    private async Task WatchAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var account in tenant.Accounts.Where(account => account.Enabled))
        {
            var key = new AccountKey(tenant.TenantId, account.AccountId);
            var state = await states.ReadAsync(key, cancellationToken);
            if (IsOverdue(tenant.Slots, state, now - options.Value.LateAfter))
            {
                LogOverdue(key, state.LastGoodRun);
                await queues.EnqueueNotificationAsync(NotificationMessage.ForOverdue(key, JapanTime.DateInJapan(now)), TimeSpan.Zero, cancellationToken);
            }
        }
    }

    [LoggerMessage(1010, LogLevel.Error, "OperatorAlarm OverdueRun: {Account} has had no good run for two slots; the last one ended at {LastGoodRun}.")]
    private partial void LogOverdue(AccountKey account, DateTimeOffset? lastGoodRun);
}
