using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Sees to it that every slot that was started ends in its report: a run whose message was lost, or whose worker died after the queue had
/// forgotten the message, is asked for again. Asking twice is harmless: one slot is one run.
/// </summary>
public sealed partial class WatchOpenSlots(
    IOpenSlotStore slots,
    ISlotReportStore reports,
    ITenantStore tenants,
    IRunStore runs,
    IAccountLeases leases,
    IWorkQueues queues,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<WatchOpenSlots> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>Looks at the slots that have been open for longer than a run takes to give a sign of life.</summary>
    /// <exception cref="AggregateException">Some could not be looked at; all others were.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await slots.ReadAsync(now, cancellationToken);
        if (open.Count > 0 && await queues.ReadOldestSyncAsync(cancellationToken) is { } oldest && oldest + options.Value.DeadAfter <= now)
        {
            // Whose run has not begun may only stand behind others: nothing is lost while the queue itself is behind.
            LogBehind(open.Count, oldest);
            return;
        }

        var ended = new List<OpenSlot>();
        var failures = new List<Exception>();
        foreach (var together in open.GroupBy(slot => slot.Slot))
        {
            var progress = await reports.ReadProgressAsync(
                together.Key, [.. together.Select(slot => slot.TenantId)], cancellationToken);
            foreach (var slot in together)
            {
                try
                {
                    if (await HasEndedAsync(slot, progress.GetValueOrDefault(slot.TenantId), cancellationToken))
                    {
                        ended.Add(slot);
                    }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogFailed(slot.TenantId, slot.Slot, failure);
                    failures.Add(failure);
                }
            }
        }

        await slots.CloseAsync(ended, cancellationToken);
        if (failures.Count > 0)
        {
            throw new AggregateException("Some open slots could not be looked at.", failures);
        }
    }

    private async Task<bool> HasEndedAsync(OpenSlot slot, SlotProgress? progress, CancellationToken cancellationToken)
    {
        if (progress is { Unreadable: { } unreadable })
        {
            throw unreadable;
        }

        // A slot without any account was never claimed: its dispatch died right before, and it is still due.
        if (progress is null || progress.Unreported.Count == 0)
        {
            return true;
        }

        await LookAsync(slot, progress.Unreported, cancellationToken);
        return false;
    }

    private async Task LookAsync(OpenSlot slot, IReadOnlyList<string> accountIds, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if ((await tenants.ReadAsync(slot.TenantId, cancellationToken))?.Tenant?.QuietHours is { } quiet && quiet.Contains(now))
        {
            await slots.OpenAsync([slot with { LookAt = quiet.NextEnd(now) + options.Value.DeadAfter }], cancellationToken);
            return;
        }

        var isTakenUp = false;
        foreach (var account in accountIds.Select(id => new AccountKey(slot.TenantId, id)))
        {
            if (await IsForgottenAsync(account, RunRequest.IdOf(slot.Slot), now, cancellationToken))
            {
                LogTakenUp(account, slot.Slot);
                await queues.EnqueueSyncAsync(RunRequest.Of(account, slot.Slot), TimeSpan.Zero, cancellationToken);
                isTakenUp = true;
            }
        }

        // Whatever kept the run from its report may last: each time it is given twice as long.
        if (isTakenUp)
        {
            var wait = options.Value.DeadAfter * Math.Pow(2, Math.Min(slot.TakenUp, 10) + 1);
            await slots.OpenAsync(
                [slot with { LookAt = now + (wait < LongestWait ? wait : LongestWait), TakenUp = slot.TakenUp + 1 }], cancellationToken);
        }
    }

    private async Task<bool> IsForgottenAsync(AccountKey account, string runId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await runs.ReadCurrentAsync(account, cancellationToken);
        if (current is not null
            && string.Equals(current.RunId, runId, StringComparison.Ordinal)
            && current.Phase != RunPhase.Finished
            && (current.ResumeAt ?? current.HeartbeatAt) + options.Value.DeadAfter > now)
        {
            // It works, or waits for as long as it was asked to.
            return false;
        }

        // Whoever holds it works; the queue keeps their message.
        await using var lease = await leases.TryAcquireAsync(account, cancellationToken);
        return lease is not null;
    }

    [LoggerMessage(
        1030, LogLevel.Warning, "Nobody works on the slot {Slot} of {Account}, and it has no report: its run is asked for again.")]
    private partial void LogTakenUp(AccountKey account, DateTimeOffset slot);

    [LoggerMessage(
        1032, LogLevel.Information, "{Slots} slots are open for long, and runs wait in the queue since {Oldest}: nobody is missed yet.")]
    private partial void LogBehind(int slots, DateTimeOffset oldest);

    [LoggerMessage(1031, LogLevel.Error, "The open slot {Slot} of {TenantId} could not be looked at; the others were.")]
    private partial void LogFailed(string tenantId, DateTimeOffset slot, Exception exception);
}
