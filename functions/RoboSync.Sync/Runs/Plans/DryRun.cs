using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>
/// 予行: handles a message of mode <see cref="RunMode.DryRun"/>. The steps of a run, under the account's lease, in its quiet hours' and time
/// budget's bounds, over stores that keep nothing; what would have been written is the plan. Of the account it remembers only a refused
/// sign-in, as a connection check does: the same password is not tried again.
/// </summary>
public sealed partial class DryRun(
    ITenantStore tenants,
    IPlanStore plans,
    IRunStore runs,
    IAccountLeases leases,
    IAccountStateStore states,
    IWorkQueues queues,
    AccountSync sync,
    RunStores stores,
    PlanResults results,
    SyncTelemetry telemetry,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<DryRun> logger)
{
    // An account's own runs come first; one that always comes in between leaves no time for a plan.
    private const int MostRestarts = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private readonly SyncOptions options = options.Value;

    /// <summary>Works on the plan until it is made, its time budget is used up, or it has to wait.</summary>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the message is then delivered again.</param>
    public async Task RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var plan = await plans.ReadAsync(request.Account, cancellationToken);
        if (plan is null || !string.Equals(plan.PlanId, request.RunId, StringComparison.Ordinal))
        {
            LogReplaced();
            return;
        }

        if (plan.Status is PlanStatus.Ready or PlanStatus.Failed)
        {
            // The process died between the end of the plan and telling of it.
            await results.TellAsync(plan, cancellationToken);
            return;
        }

        if (plan.Status != PlanStatus.UnderWay)
        {
            LogReplaced();
            return;
        }

        var tenant = await tenants.FindAsync(request.TenantId, cancellationToken);
        var account = tenant?.FindAccount(request.AccountId);
        var (now, draft) = (clock.GetUtcNow(), new PlanDraft(plans, plan));
        if (tenant is null || account is not { Enabled: true })
        {
            await FailAsync(draft, FailureCode.AccountPaused, "", cancellationToken);
        }
        else if (tenant.QuietHours is { } quiet && quiet.Contains(now))
        {
            await queues.EnqueueSyncAsync(request, quiet.NextEnd(now) - now, cancellationToken);
        }
        else
        {
            await TakeUpAsync(request, tenant, account, draft, cancellationToken);
        }
    }

    /// <summary>It failed for a reason nobody foresaw.</summary>
    public async Task DefectAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (await plans.ReadAsync(request.Account, cancellationToken) is { Status: PlanStatus.UnderWay } plan
            && string.Equals(plan.PlanId, request.RunId, StringComparison.Ordinal))
        {
            await FailAsync(new PlanDraft(plans, plan), FailureCode.Defect, "The message was poisoned.", cancellationToken);
        }
    }

    private async Task TakeUpAsync(
        RunRequest request, Tenant tenant, MediaAccount account, PlanDraft draft, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync(request.Account, cancellationToken);
        var current = await runs.ReadCurrentAsync(request.Account, cancellationToken);
        if (lease is null || current is { Phase: not RunPhase.Finished })
        {
            // A run is at work, or waits to go on: what it has not written yet would be planned.
            if (clock.GetUtcNow() - draft.Plan.AskedAt > LongestWait)
            {
                await FailAsync(draft, FailureCode.EarlierRunGoesOn, "", cancellationToken);
                return;
            }

            LogBusy();
            await queues.EnqueueSyncAsync(request, options.BusyDelay, cancellationToken);
            return;
        }

        var after = current?.RunId ?? "";
        if (draft.Plan.Run is not null && !string.Equals(draft.Plan.After, after, StringComparison.Ordinal))
        {
            if (draft.Plan.Restarts >= MostRestarts)
            {
                await FailAsync(draft, FailureCode.EarlierRunGoesOn, "", cancellationToken);
                return;
            }

            LogBeginsAnew();
            draft = new PlanDraft(plans, BegunAnew(draft.Plan));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        try
        {
            await WorkAsync(request, tenant, account, draft, after, stop.Token);
        }
        catch (StaleStateException stale)
        {
            // Somebody asked for another plan, or discarded this one.
            LogStale(stale);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await queues.EnqueueSyncAsync(request, options.BusyDelay, cancellationToken);
        }
    }

    private static Plan BegunAnew(Plan plan) => new()
    {
        Account = plan.Account, PlanId = plan.PlanId, AskedAt = plan.AskedAt, GraduationYear = plan.GraduationYear,
        Restarts = plan.Restarts + 1, ETag = plan.ETag,
    };

    private async Task WorkAsync(
        RunRequest request, Tenant tenant, MediaAccount account, PlanDraft draft, string after, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartRun(request.Account, $"plan/{request.RunId}");
        var (settings, now) = (Plan.SettingsOf(tenant, account), clock.GetUtcNow());
        var run = draft.Plan.Run ?? Fresh(request, account, now);
        draft.Begin(after, settings);
        using var context = new RunContext(
            request, tenant, account, new RunRecord(draft, clock, run, int.MaxValue), PlannedStores.Of(stores, draft),
            RunContext.DeadlineOf(tenant, now, options.TimeBudget))
        {
            Draft = draft,
        };
        try
        {
            switch (await sync.RunAsync(context, cancellationToken))
            {
                case StepOutcome.OutOfTime:
                    await PutBackAsync(context, TimeSpan.Zero, cancellationToken);
                    break;
                case StepOutcome.Resting:
                    await FailAsync(draft, FailureCode.Resting, "", cancellationToken);
                    break;
                default:
                    await results.MadeAsync(draft, context, cancellationToken);
                    break;
            }
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.Transient && MayGoOn(context.Run.State, failure))
        {
            var interruptions = context.Run.State.Interruptions + 1;
            LogInterrupted(failure.Code, interruptions, failure);
            context.Run.Change(state => state with { Interruptions = interruptions });
            var delay = options.InterruptionDelay * Math.Pow(2, interruptions - 1);
            await PutBackAsync(context, failure.RetryAfter > delay ? failure.RetryAfter.Value : delay, cancellationToken);
        }
        catch (SyncException failure) when (failure.Kind is not FailureKind.Defect and not FailureKind.OneRecord)
        {
            if (failure.Kind == FailureKind.NeedsCustomer)
            {
                await states.UpdateAsync(
                    request.Account,
                    state => RestPolicy.AfterFailure(
                        state, failure.Code, context.Run.CredentialsVersion, context.Run.TokenVersion, clock.GetUtcNow(),
                        failure.RetryAfter),
                    cancellationToken);
            }

            await FailAsync(draft, failure.Code, failure.Detail, cancellationToken);
        }
    }

    private bool MayGoOn(RunState run, SyncException failure) =>
        run.Interruptions + 1 < options.MaxInterruptions && !(failure.RetryAfter > options.LongestInterruption);

    private async Task PutBackAsync(RunContext context, TimeSpan delay, CancellationToken cancellationToken)
    {
        context.Run.Change(run => run with { ResumeAt = clock.GetUtcNow() + delay });
        await context.Run.SaveAsync(cancellationToken);
        await queues.EnqueueSyncAsync(context.Request, delay, cancellationToken);
    }

    private async Task FailAsync(PlanDraft draft, FailureCode code, string detail, CancellationToken cancellationToken)
    {
        LogFailed(code, detail);
        await results.FailedAsync(draft, code, cancellationToken);
    }

    private static RunState Fresh(RunRequest request, MediaAccount account, DateTimeOffset now) => new()
    {
        Account = request.Account,
        RunId = request.RunId,
        Slot = request.Slot,
        Mode = RunMode.DryRun,
        GraduationYear = account.DisplayYear,
        StartedAt = now,
        HeartbeatAt = now,
    };

    [LoggerMessage(1320, LogLevel.Information, "The plan was replaced, discarded or ended meanwhile; nothing is done.")]
    private partial void LogReplaced();

    [LoggerMessage(1321, LogLevel.Information, "The account is at work; its dry run waits.")]
    private partial void LogBusy();

    [LoggerMessage(1322, LogLevel.Information, "The account has run since the dry run began; it begins anew.")]
    private partial void LogBeginsAnew();

    [LoggerMessage(1323, LogLevel.Information, "The plan was written by somebody else in between; this dry run stops.")]
    private partial void LogStale(Exception exception);

    [LoggerMessage(1324, LogLevel.Warning, "The dry run was interrupted by {Code}, for the {Interruptions}. time; it goes on later.")]
    private partial void LogInterrupted(FailureCode code, int interruptions, Exception exception);

    [LoggerMessage(1325, LogLevel.Warning, "The dry run failed ({Code}): {Detail}")]
    private partial void LogFailed(FailureCode code, string detail);
}
