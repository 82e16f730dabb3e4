using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>
/// Handles a message of <c>account-syncs</c>: sees to it that the run is the only one of its account, that it ends once, and that
/// its end is told. What the run does is <see cref="AccountSync"/>.
/// </summary>
public sealed partial class SyncAccountRun(
    ITenantStore tenants,
    IRunStore runs,
    IAccountLeases leases,
    IWorkQueues queues,
    AccountSync sync,
    SlotCompletion completion,
    SyncTelemetry telemetry,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<SyncAccountRun> logger)
{
    /// <summary>Works on the run until it ends, its time budget is used up, or it fails.</summary>
    /// <param name="message">JSON of a <see cref="SyncMessage"/>.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the message is then delivered again.</param>
    /// <exception cref="SyncException">A transient failure: the queue delivers the message again.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = SyncMessages.Parse(message);
        var key = new AccountKey(request.TenantId, request.AccountId);
        var runId = SyncMessages.RunId(request.Slot);
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["TenantId"] = key.TenantId,
            ["AccountId"] = key.AccountId,
            ["RunId"] = runId,
        });

        if (await runs.IsFinishedAsync(key, runId, cancellationToken))
        {
            await TellAgainAsync(key, runId, cancellationToken);
            return;
        }

        var tenant = await tenants.FindAsync(key.TenantId, cancellationToken);
        var account = tenant?.FindAccount(key.AccountId);
        var fresh = new RunState
        {
            Account = key, RunId = runId, Slot = request.Slot, GraduationYear = account?.DisplayYear, StartedAt = clock.GetUtcNow(), HeartbeatAt = clock.GetUtcNow(),
        };
        if (tenant is null || account is not { Enabled: true })
        {
            LogPaused();
            await EndUnstartedAsync(fresh, FailureCode.AccountPaused, cancellationToken);
            return;
        }

        if (tenant.QuietHours is { } quiet && quiet.Contains(clock.GetUtcNow()))
        {
            LogQuiet();
            await queues.EnqueueSyncAsync(request, quiet.NextEnd(clock.GetUtcNow()) - clock.GetUtcNow(), cancellationToken);
            return;
        }

        await using var lease = await leases.TryAcquireAsync(key, cancellationToken);
        var current = await runs.ReadCurrentAsync(key, cancellationToken);
        var isOurs = string.Equals(current?.RunId, runId, StringComparison.Ordinal);
        var another = isOurs || current is not { Phase: not RunPhase.Finished } ? null : current;
        if (another is not null && lease is null && request.HasWaited)
        {
            LogEarlierRun(another.RunId);
            await EndUnstartedAsync(fresh, FailureCode.EarlierRunGoesOn, cancellationToken);
            return;
        }

        // An earlier run works, waits between two messages, or has died just now: a second look tells, or DeadAfter does.
        if (lease is null || another?.HeartbeatAt + options.Value.DeadAfter > clock.GetUtcNow())
        {
            LogBusy();
            await queues.EnqueueSyncAsync(request with { HasWaited = true }, options.Value.BusyDelay, cancellationToken);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var run = new RunRecord(runs, clock, isOurs ? current! : fresh with { ETag = current?.ETag ?? "" });
        await WorkAsync(tenant, account, run, request, stop.Token);
    }

    private async Task WorkAsync(Tenant tenant, MediaAccount account, RunRecord run, SyncMessage request, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartRun(run.Account, run.State.RunId);
        try
        {
            if (!await sync.RunAsync(tenant, account, run, cancellationToken))
            {
                LogContinues();
                await queues.EnqueueSyncAsync(request, TimeSpan.Zero, cancellationToken);
                return;
            }
        }
        catch (StaleStateException stale)
        {
            LogFenced(stale);
            return;
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.Transient && run.State.Interruptions + 1 < options.Value.MaxInterruptions)
        {
            LogInterrupted(failure.Code, run.State.Interruptions + 1, failure);
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            run.Change(state => state with { Interruptions = state.Interruptions + 1 });
            await run.SaveAsync(cancellationToken);
            throw;
        }
        catch (SyncException failure) when (failure.Kind is not FailureKind.Defect and not FailureKind.OneRecord)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            await sync.FailAsync(account, run, failure, cancellationToken);
        }

        LogFinished(run.State.Failure?.ToString() ?? "none", run.State.Counts);
        telemetry.RunEnded(run.State);
        await completion.RunFinishedAsync(run.State, cancellationToken);
    }

    // The process died between the end of the run and telling of it.
    private async Task TellAgainAsync(AccountKey key, string runId, CancellationToken cancellationToken)
    {
        LogDuplicate();
        if (await runs.ReadCurrentAsync(key, cancellationToken) is { Phase: RunPhase.Finished } finished
            && string.Equals(finished.RunId, runId, StringComparison.Ordinal))
        {
            await completion.RunFinishedAsync(finished, cancellationToken);
        }
    }

    private Task EndUnstartedAsync(RunState run, FailureCode why, CancellationToken cancellationToken)
    {
        run = run with { Phase = RunPhase.Finished, FinishedAt = clock.GetUtcNow(), Failure = why };
        telemetry.RunEnded(run);
        return completion.RunFinishedAsync(run, cancellationToken);
    }

    [LoggerMessage(1300, LogLevel.Information, "The account is paused or removed; its slot is left out.")]
    private partial void LogPaused();

    [LoggerMessage(1301, LogLevel.Warning, "Run {OtherRunId} of the account still goes on; this slot is left to it.")]
    private partial void LogEarlierRun(string otherRunId);

    [LoggerMessage(1302, LogLevel.Information, "The account's lease is held, or an earlier run of it may still go on; looking again later.")]
    private partial void LogBusy();

    [LoggerMessage(1303, LogLevel.Information, "Time budget used up; the run continues in a message of its own.")]
    private partial void LogContinues();

    [LoggerMessage(1304, LogLevel.Warning, "The run was taken over by another worker; this one stops.")]
    private partial void LogFenced(Exception exception);

    [LoggerMessage(1305, LogLevel.Warning, "Interrupted by {Code}, for the {Interruptions}. time; the queue delivers the message again.")]
    private partial void LogInterrupted(FailureCode code, int interruptions, Exception exception);

    [LoggerMessage(1306, LogLevel.Information, "Finished, failure {Failure}: {Counts}")]
    private partial void LogFinished(string failure, RunCounts counts);

    [LoggerMessage(1308, LogLevel.Information, "Quiet hours: the run goes on when they end.")]
    private partial void LogQuiet();

    [LoggerMessage(1307, LogLevel.Information, "The run had ended before; nothing is done twice.")]
    private partial void LogDuplicate();
}
