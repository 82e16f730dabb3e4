using Microsoft.Extensions.Logging;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>Ends a dry run: stores its plan, puts it beside it as a sheet and a text, and has it mailed.</summary>
public sealed partial class PlanResults(
    ITenantStore tenants, IPlanStore plans, ICandidateLinkStore links, IWorkQueues queues, TimeProvider clock,
    ILogger<PlanResults> logger)
{
    /// <summary>The plan is made.</summary>
    internal async Task MadeAsync(PlanDraft draft, RunContext context, CancellationToken cancellationToken)
    {
        var candidates = await CountAsync(context.Tenant, cancellationToken);
        var now = clock.GetUtcNow();
        context.Run.Change(run => run with { Phase = RunPhase.Finished, FinishedAt = now, ResumeAt = null });
        await context.Run.SaveAsync(cancellationToken);
        var plan = await draft.EndAsync(
            made => made with
            {
                Status = PlanStatus.Ready,
                ReadyAt = now,
                CandidatesBefore = candidates,
                Estimate = PlanEstimate.Of(made, context.Tenant, context.MediaAccount),
                Linked = new Dictionary<string, PlannedLink>(StringComparer.Ordinal),
            },
            cancellationToken);
        LogMade(plan.Operations.Count, plan.Run!.NotDone.Count);
        await TellAsync(plan, cancellationToken);
    }

    /// <summary>The dry run failed.</summary>
    internal async Task FailedAsync(PlanDraft draft, FailureCode code, CancellationToken cancellationToken) => await TellAsync(
        await draft.EndAsync(
            plan => plan with
            {
                Status = PlanStatus.Failed, Failure = code,
                Linked = new Dictionary<string, PlannedLink>(StringComparer.Ordinal),
            },
            cancellationToken),
        cancellationToken);

    /// <summary>Tells of a plan; twice is once.</summary>
    public async Task TellAsync(Plan plan, CancellationToken cancellationToken)
    {
        await ShowAsync(plan, cancellationToken);
        await queues.EnqueueNotificationAsync(
            NotificationMessage.ForPlan(plan.Account, plan.PlanId), TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Puts the plan beside it for people, as it is now.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="note">What else is to be said, in Japanese; blank for nothing.</param>
    public async Task ShowAsync(Plan plan, CancellationToken cancellationToken, string note = "")
    {
        if (await tenants.FindAsync(plan.Account.TenantId, cancellationToken) is { } tenant)
        {
            await plans.SaveFilesAsync(
                plan, await PlanSheet.WriteAsync(plan, tenant), PlanTexts.TextOf(plan, tenant, clock.GetUtcNow(), note),
                cancellationToken);
        }
    }

    // All years that the tenant's accounts read: what counts towards its contract, as far as it came from here.
    private async Task<int> CountAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var scope in tenant.Accounts
            .Select(account => new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear)).Distinct())
        {
            count += (await links.ReadAllAsync(scope, cancellationToken)).Values.Count(link => !link.IsIntent);
        }

        return count;
    }

    [LoggerMessage(1326, LogLevel.Information, "The plan is made: {Operations} operations, {LeftOut} left out.")]
    private partial void LogMade(int operations, int leftOut);
}
