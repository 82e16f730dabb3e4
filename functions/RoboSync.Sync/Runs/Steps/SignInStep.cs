using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>Signs in, unless the account rests, and opens everything that the run reads and writes.</summary>
public sealed class SignInStep(
    RegisteredMedia media,
    IAts ats,
    ISecretVault secrets,
    IAccountStateStore accountStates,
    IPlanStore plans,
    IWorkQueues queues,
    IOptions<SyncOptions> options,
    TimeProvider clock) : IRunStep
{
    string IRunStep.Name => "sign-in";

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (tenant, account, run) = (context.Tenant, context.MediaAccount, context.Run);
        context.State = await accountStates.ReadAsync(run.Account, cancellationToken);
        var credentials = await secrets.ReadAsync(account.CredentialsSecret, cancellationToken);
        var token = await secrets.ReadAsync(tenant.Hrmos.TokenSecret, cancellationToken);
        var hashKey = await secrets.ReadAsync(options.Value.HashKeySecret, cancellationToken);
        run.Remember(credentials.Version, token.Version);
        if (!RestPolicy.MayRun(context.State, credentials.Version, token.Version, clock.GetUtcNow()))
        {
            return StepOutcome.Resting;
        }

        var scope = new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear);
        context.Hasher = new ContentHasher(hashKey.Value, tenant.TenantId);
        context.People = await People.ReadAsync(scope, account.AccountId, context.Stores.Links, context.Stores.SetAside, cancellationToken);
        if (!await MayWriteAsync(context, cancellationToken))
        {
            return StepOutcome.AwaitsApproval;
        }

        var atsSession = ats.Open(tenant.Hrmos, token);
        var session = await media.Of(account).SignInAsync(
            account, run.Account, Credentials.Parse(credentials, account.CredentialsSecret), run.State.RunId, cancellationToken);
        run.Watch(session, atsSession);
        context.Seminars = new SeminarPages(session, clock);
        context.Ports = new RunPorts
        {
            Medium = session,
            Ats = atsSession,
            Scope = scope,
            Account = run.Account,
            RunId = run.State.RunId,
            Report = run,
            SearchLag = tenant.Hrmos.SearchLag,
            OthersMayWrite = options.Value.DeadAfter,
        };
        if (context.State.LastGoodRun is null && run.State.Mode != RunMode.DryRun)
        {
            await queues.EnqueueNotificationAsync(NotificationMessage.ForFirstSignIn(run.Account), TimeSpan.Zero, cancellationToken);
        }

        return StepOutcome.Done;
    }
    // A plan that was approved is kept to by the account's next run; a new account that has none waits for it.
    private async Task<bool> MayWriteAsync(RunContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        if (run.State is { Mode: RunMode.Ordinary, Phase: RunPhase.Listing, ListedPages: 0 } && context.State.ApprovedPlan.Length > 0)
        {
            run.Change(state => state with { Mode = RunMode.Approved, PlanId = context.State.ApprovedPlan });
        }

        switch (run.State.Mode)
        {
            case RunMode.Approved:
                var plan = await plans.ReadAsync(run.Account, cancellationToken);
                context.Plan = plan is { Status: PlanStatus.Approved or PlanStatus.Done }
                    && string.Equals(plan.PlanId, run.State.PlanId, StringComparison.Ordinal)
                    ? plan
                    : throw new SyncException(FailureCode.PlanOutdated, $"Plan {run.State.PlanId} is not there any more.");
                return true;
            case RunMode.Ordinary:
                return !FirstRun.Waits(context.Tenant, context.State, context.People.Links.Count);
            default:
                return true;
        }
    }
}
