using System.Text.Json;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>Handles a message of <c>account-syncs-poison</c>: the run failed for a reason nobody foresaw. Marks it failed, alarms the operator.</summary>
public sealed class PoisonedSync(IRunStore runs, IAccountStateStore states, SlotCompletion completion, OperatorAlarms alarms, SyncTelemetry telemetry, TimeProvider clock)
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">What could not be processed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        SyncMessage request;
        try
        {
            request = SyncMessages.Parse(message);
        }
        catch (JsonException notOurs)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableSync, [notOurs.Message], once: "", cancellationToken);
            return;
        }

        var key = new AccountKey(request.TenantId, request.AccountId);
        var runId = SyncMessages.RunId(request.Slot);
        await alarms.RaiseAsync(AlarmTable.PoisonedSync, [runId, key], once: "", cancellationToken);
        var now = clock.GetUtcNow();
        var current = await runs.ReadCurrentAsync(key, cancellationToken);
        var isCurrent = string.Equals(current?.RunId, runId, StringComparison.Ordinal);
        if (isCurrent && current!.Phase == RunPhase.Finished)
        {
            await completion.RunFinishedAsync(current, cancellationToken);
            return;
        }

        var run = isCurrent ? current! : new RunState { Account = key, RunId = runId, Slot = request.Slot, StartedAt = now, HeartbeatAt = now };
        run = run with { Phase = RunPhase.Finished, FinishedAt = now, Failure = FailureCode.Defect, FailureDetail = "The message was poisoned." };
        if (isCurrent)
        {
            run = await runs.SaveAsync(run, cancellationToken);
        }

        telemetry.RunEnded(run);
        await states.UpdateAsync(key, state => RestPolicy.AfterFailure(state, FailureCode.Defect, "", "", now), cancellationToken);

        await completion.RunFinishedAsync(run, cancellationToken);
    }
}
