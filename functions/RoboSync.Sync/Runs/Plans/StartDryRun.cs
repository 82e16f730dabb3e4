using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>What became of asking for a dry run.</summary>
public enum DryRunStart
{
    /// <summary>It begins soon.</summary>
    Asked,

    /// <summary>One is under way already.</summary>
    UnderWay,

    /// <summary>An approved plan waits for its run: it comes first.</summary>
    Approved,
}

/// <summary>Has a dry run of an account made: a plan that replaces the one before, and a message.</summary>
public sealed class StartDryRun(IPlanStore plans, IWorkQueues queues, TimeProvider clock)
{
    // A dry run waits for an account that is at work, and for a night; what gives no sign of life for longer is over.
    private static readonly TimeSpan DeadAfter = TimeSpan.FromHours(30);

    /// <summary>Asks for it.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="account">The account.</param>
    /// <param name="askedAt">When it was asked for: doing it again names the same plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<DryRunStart> RunAsync(
        string tenantId, MediaAccount account, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var request = RunRequest.ForDryRun(new AccountKey(tenantId, account.AccountId), askedAt);
        var before = await plans.ReadAsync(request.Account, cancellationToken);
        var isSame = string.Equals(before?.PlanId, request.RunId, StringComparison.Ordinal);
        if (before is { Status: PlanStatus.Approved })
        {
            return DryRunStart.Approved;
        }

        if (before is { Status: PlanStatus.UnderWay } && !isSame && SeenAt(before) + DeadAfter > clock.GetUtcNow())
        {
            return DryRunStart.UnderWay;
        }

        if (!isSame)
        {
            await plans.SaveAsync(
                new Plan
                {
                    Account = request.Account,
                    PlanId = request.RunId,
                    AskedAt = request.Slot,
                    GraduationYear = account.DisplayYear,
                    ETag = before?.ETag ?? "",
                },
                cancellationToken);
        }

        // Twice is harmless: the plan tells how far it has come.
        await queues.EnqueueSyncAsync(request, TimeSpan.Zero, cancellationToken);
        return DryRunStart.Asked;
    }

    private static DateTimeOffset SeenAt(Plan plan) =>
        plan.Run is { } run && run.HeartbeatAt > plan.AskedAt ? run.HeartbeatAt : plan.AskedAt;
}
