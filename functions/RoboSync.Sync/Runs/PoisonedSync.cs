using System.Text.Json;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Plans;

namespace RoboSync.Sync.Runs;

/// <summary>
/// Handles a message of <c>account-syncs-poison</c>: the run failed for a reason nobody foresaw. Marks it failed, alarms the operator.
/// </summary>
public sealed class PoisonedSync(IRunStore runs, RunEnding ending, DryRun dryRun, OperatorAlarms alarms, TimeProvider clock)
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">What could not be processed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        RunRequest request;
        try
        {
            request = RunRequest.Parse(message);
        }
        catch (JsonException notOurs)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableSync, [notOurs.Message], once: "", cancellationToken);
            return;
        }

        await alarms.RaiseAsync(AlarmTable.PoisonedSync, [request.RunId, request.Account], once: "", cancellationToken);
        if (request.Mode == RunMode.DryRun)
        {
            await dryRun.DefectAsync(request, cancellationToken);
            return;
        }

        var current = await runs.ReadCurrentAsync(request.Account, cancellationToken);
        var isCurrent = string.Equals(current?.RunId, request.RunId, StringComparison.Ordinal);
        if (isCurrent && current!.Phase == RunPhase.Finished)
        {
            await ending.ToldAsync(current, cancellationToken);
            return;
        }

        var now = clock.GetUtcNow();
        var run = isCurrent
            ? current!
            : new RunState { Account = request.Account, RunId = request.RunId, Slot = request.Slot, StartedAt = now, HeartbeatAt = now };
        await ending.DefectAsync(run, isCurrent, runs, cancellationToken);
    }
}
