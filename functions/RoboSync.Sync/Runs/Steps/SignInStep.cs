using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>Signs in, unless the account rests, and opens everything that the run reads and writes.</summary>
public sealed class SignInStep(
    RegisteredMedia media,
    IAts ats,
    ISecretVault secrets,
    IAccountStateStore accountStates,
    ICandidateLinkStore candidateLinks,
    ISetAsideStore setAsides,
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
        context.People = await People.ReadAsync(scope, account.AccountId, candidateLinks, setAsides, cancellationToken);
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
        if (context.State.LastGoodRun is null)
        {
            await queues.EnqueueNotificationAsync(NotificationMessage.ForFirstSignIn(run.Account), TimeSpan.Zero, cancellationToken);
        }

        return StepOutcome.Done;
    }
}
