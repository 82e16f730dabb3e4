using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>
/// Handles a message of <c>account-syncs</c>: sees to it that the run is the only one of its account and that it ends once. What the run
/// does is
/// <see cref="AccountSync"/>, how it ends <see cref="RunEnding"/>. A run that has to wait puts itself back on the queue and completes its
/// message: the queue counts tries, and only what nobody foresaw may use them up.
/// </summary>
public sealed partial class SyncAccountRun(
    ITenantStore tenants,
    IRunStore runs,
    IAccountLeases leases,
    IWorkQueues queues,
    AccountSync sync,
    RunStores stores,
    DryRun dryRun,
    RunEnding ending,
    SyncTelemetry telemetry,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<SyncAccountRun> logger)
{
    private readonly SyncOptions options = options.Value;

    /// <summary>Works on the run until it ends, its time budget is used up, or it has to wait.</summary>
    /// <param name="message">A <see cref="RunRequest"/>.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the message is then delivered again.</param>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = RunRequest.Parse(message);
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["TenantId"] = request.TenantId,
            ["AccountId"] = request.AccountId,
            ["RunId"] = request.RunId,
        });
        try
        {
            switch (request.Mode)
            {
                case RunMode.DryRun:
                    await dryRun.RunAsync(request, cancellationToken);
                    break;
                case RunMode.Other:
                    LogOfTomorrow();
                    break;
                default:
                    await TakeUpAsync(request, cancellationToken);
                    break;
            }
        }
        catch (SyncException failure) when (failure.Code == FailureCode.StorageUnreachable)
        {
            // Neither the run's state nor its end can be stored. Its message waits for as long as that lasts; where the queue is away too,
            // this throws.
            LogStorageAway(failure);
            await queues.EnqueueSyncAsync(request, options.InterruptionDelay, cancellationToken);
        }
    }

    private async Task TakeUpAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (await runs.IsFinishedAsync(request.Account, request.RunId, cancellationToken))
        {
            await TellAgainAsync(request, cancellationToken);
            return;
        }

        var tenant = await tenants.FindAsync(request.TenantId, cancellationToken);
        var account = tenant?.FindAccount(request.AccountId);
        if (tenant is null || account is not { Enabled: true })
        {
            LogPaused();
            await ending.UnstartedAsync(Fresh(request, account), FailureCode.AccountPaused, cancellationToken);
            return;
        }

        if (tenant.QuietHours is { } quiet && quiet.Contains(clock.GetUtcNow()))
        {
            LogQuiet();
            await queues.EnqueueSyncAsync(request, quiet.NextEnd(clock.GetUtcNow()) - clock.GetUtcNow(), cancellationToken);
            return;
        }

        await using var lease = await leases.TryAcquireAsync(request.Account, cancellationToken);
        var current = await runs.ReadCurrentAsync(request.Account, cancellationToken);
        if (Other(current, request) is { } other && (lease is not null || request.HasWaited))
        {
            // Nobody holds it and nothing waits for it: its process died. It is ended first, so that its slot has its report too.
            var isDead = lease is not null && !(other.ResumeAt + options.DeadAfter > clock.GetUtcNow());
            if (!isDead || !await WorkAsync(tenant, account, other, RunRequest.Of(other.Account, other.Slot), lease!, cancellationToken))
            {
                LogEarlierRun(other.RunId);
                await ending.UnstartedAsync(Fresh(request, account), FailureCode.EarlierRunGoesOn, cancellationToken);
                return;
            }

            current = await runs.ReadCurrentAsync(request.Account, cancellationToken);
        }

        if (lease is null)
        {
            LogBusy();
            await queues.EnqueueSyncAsync(request with { HasWaited = true }, options.BusyDelay, cancellationToken);
            return;
        }

        var run = IsOf(current, request) ? current! : Fresh(request, account) with { ETag = current?.ETag ?? "" };
        await WorkAsync(tenant, account, run, request, lease, cancellationToken);
    }

    // Returns whether the run has ended; it has put itself back on the queue otherwise.
    private async Task<bool> WorkAsync(
        Tenant tenant, MediaAccount account, RunState state, RunRequest request, IAccountLease lease, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartRun(state.Account, state.RunId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        using var context = new RunContext(request, tenant, account, new RunRecord(runs, clock, state), stores,
            RunContext.DeadlineOf(tenant, clock.GetUtcNow(), options.TimeBudget));
        try
        {
            switch (await sync.RunAsync(context, stop.Token))
            {
                case StepOutcome.OutOfTime:
                    LogContinues();
                    await PutBackAsync(context, TimeSpan.Zero, stop.Token);
                    return false;
                case StepOutcome.Resting:
                    await ending.RestingAsync(context, stop.Token);
                    return true;
                case StepOutcome.AwaitsApproval:
                    await ending.HeldAsync(context, stop.Token);
                    return true;
                default:
                    await ending.WellAsync(context, stop.Token);
                    return true;
            }
        }
        catch (StaleStateException stale)
        {
            LogFenced(stale);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogLeaseLost();
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.Transient && MayGoOn(context.Run.State, failure))
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            var interruptions = context.Run.State.Interruptions + 1;
            LogInterrupted(failure.Code, interruptions, failure);
            context.Run.Change(run => run with { Interruptions = interruptions });
            var delay = options.InterruptionDelay * Math.Pow(2, interruptions - 1);
            await PutBackAsync(context, failure.RetryAfter > delay ? failure.RetryAfter.Value : delay, stop.Token);
            return false;
        }
        catch (SyncException failure) when (failure.Kind is not FailureKind.Defect and not FailureKind.OneRecord)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            await ending.BadlyAsync(context, failure, stop.Token);
            return true;
        }

        // Whoever has it now ends it; this message looks again later, in case they do not.
        await queues.EnqueueSyncAsync(request, options.BusyDelay, cancellationToken);
        return false;
    }

    // A longer wait than this is a rest: the run ends, and the account signs in no sooner.
    private bool MayGoOn(RunState run, SyncException failure) =>
        run.Interruptions + 1 < options.MaxInterruptions && !(failure.RetryAfter > options.LongestInterruption);

    private async Task PutBackAsync(RunContext context, TimeSpan delay, CancellationToken cancellationToken)
    {
        context.Run.Change(run => run with { ResumeAt = clock.GetUtcNow() + delay });
        await context.Run.SaveAsync(cancellationToken);
        await queues.EnqueueSyncAsync(context.Request, delay, cancellationToken);
    }

    // The process died between the end of the run and telling of it.
    private async Task TellAgainAsync(RunRequest request, CancellationToken cancellationToken)
    {
        LogDuplicate();
        if (await runs.ReadCurrentAsync(request.Account, cancellationToken) is { Phase: RunPhase.Finished } finished
            && IsOf(finished, request))
        {
            await ending.ToldAsync(finished, cancellationToken);
        }
    }

    private RunState Fresh(RunRequest request, MediaAccount? account) => new()
    {
        Account = request.Account,
        RunId = request.RunId,
        Slot = request.Slot,
        GraduationYear = account?.DisplayYear,
        StartedAt = clock.GetUtcNow(),
        HeartbeatAt = clock.GetUtcNow(),
    };

    private static RunState? Other(RunState? current, RunRequest request) =>
        current is { Phase: not RunPhase.Finished } && !IsOf(current, request) ? current : null;

    private static bool IsOf(RunState? run, RunRequest request) => string.Equals(run?.RunId, request.RunId, StringComparison.Ordinal);

    [LoggerMessage(1300, LogLevel.Information, "The account is paused or removed; its slot is left out.")]
    private partial void LogPaused();

    [LoggerMessage(1301, LogLevel.Warning, "Run {OtherRunId} of the account still goes on; this slot is left to it.")]
    private partial void LogEarlierRun(string otherRunId);

    [LoggerMessage(1302, LogLevel.Information, "The account's lease is held; looking again later.")]
    private partial void LogBusy();

    [LoggerMessage(1303, LogLevel.Information, "Time budget used up; the run continues in a message of its own.")]
    private partial void LogContinues();

    [LoggerMessage(1304, LogLevel.Warning, "The run was taken over by another worker; this one stops.")]
    private partial void LogFenced(Exception exception);

    [LoggerMessage(1305, LogLevel.Warning, "Interrupted by {Code}, for the {Interruptions}. time; the run goes on later.")]
    private partial void LogInterrupted(FailureCode code, int interruptions, Exception exception);

    [LoggerMessage(1307, LogLevel.Information, "The run had ended before; nothing is done twice.")]
    private partial void LogDuplicate();

    [LoggerMessage(1308, LogLevel.Information, "Quiet hours: the run goes on when they end.")]
    private partial void LogQuiet();

    [LoggerMessage(1310, LogLevel.Warning, "Storage does not answer; the run is looked at again later.")]
    private partial void LogStorageAway(Exception exception);

    [LoggerMessage(1311, LogLevel.Warning, "A newer version asked for a kind of run that this one does not know; nothing is run.")]
    private partial void LogOfTomorrow();

    [LoggerMessage(1309, LogLevel.Warning, "The account's lease was lost; the run stops here and is looked at again.")]
    private partial void LogLeaseLost();
}
