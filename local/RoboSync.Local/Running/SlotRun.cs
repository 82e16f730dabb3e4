using Microsoft.Extensions.DependencyInjection;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Local.Running;

/// <summary>A slot that was made due, and how it ended.</summary>
/// <param name="Slot">The slot (UTC).</param>
/// <param name="Runs">Its accounts' finished runs.</param>
/// <param name="Duration">From due to told.</param>
internal sealed record SlotResult(DateTimeOffset Slot, IReadOnlyList<RunState> Runs, TimeSpan Duration);

/// <summary>Makes the tenant's accounts due now and watches them until the slot was told of.</summary>
internal sealed class SlotRun(LocalStack stack)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MailLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs one slot.</summary>
    /// <param name="show">Is given each account's newest run, or null before its first sign of life.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async Task<SlotResult> RunAsync(Action<IReadOnlyDictionary<string, RunState?>> show, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var tenant = TenantDocument.Parse(stack.Tenant.Document);
        var accounts = tenant.Accounts.Where(account => account.Enabled)
            .Select(account => new AccountKey(tenant.TenantId, account.AccountId)).ToList();

        // A little ahead, so that all accounts are in place when the dispatch looks, and belong to one slot.
        var slot = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds() + 2);
        var dueSlots = stack.Ports.GetRequiredService<IDueSlotStore>();
        foreach (var account in accounts)
        {
            await dueSlots.SetNextAsync(account, slot, cancellationToken);
        }

        var reports = stack.Ports.GetRequiredService<ISlotReportStore>();
        IReadOnlyDictionary<string, RunState?> finished;
        do
        {
            await Task.Delay(Look, clock, cancellationToken);
            stack.ThrowIfEnded();
            finished = await reports.ReadAsync(tenant.TenantId, slot, cancellationToken);
            show(await ProgressAsync(accounts, slot, cancellationToken));
        }
        while (finished.Count < accounts.Count || finished.Values.Contains(null));

        await WaitForMailAsync(tenant, slot, finished, cancellationToken);
        return new SlotResult(slot, [.. finished.Values.OfType<RunState>()], clock.GetUtcNow() - slot);
    }

    private async Task<Dictionary<string, RunState?>> ProgressAsync(
        List<AccountKey> accounts, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var runs = stack.Ports.GetRequiredService<IRunStore>();
        var progress = new Dictionary<string, RunState?>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            var run = await runs.ReadCurrentAsync(account, cancellationToken);
            progress[account.AccountId] = run?.Slot == slot ? run : null;
        }

        return progress;
    }

    private async Task WaitForMailAsync(
        Tenant tenant, DateTimeOffset slot, IReadOnlyDictionary<string, RunState?> finished, CancellationToken cancellationToken)
    {
        var isMailed = tenant.Mail.WhenNothingNew || finished.Values.Any(run => run!.Counts.Created > 0);
        var ledger = stack.Ports.GetRequiredService<INoticeLedger>();
        var key = NotificationMessage.ForSlot(tenant.TenantId, slot).DedupKey;
        var deadline = TimeProvider.System.GetUtcNow() + MailLimit;
        while (isMailed && !await ledger.WasToldAsync(tenant.TenantId, key, cancellationToken)
            && TimeProvider.System.GetUtcNow() < deadline)
        {
            stack.ThrowIfEnded();
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
