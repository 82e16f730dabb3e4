using System.Text.Json;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Notifications;

namespace RoboSync.Sync.Runs;

/// <summary>Handles a message of <c>account-syncs-poison</c>: the run failed for a reason nobody foresaw. Marks it failed, alarms the operator.</summary>
public sealed partial class PoisonedSync(IRunStore runs, SlotCompletion completion, TimeProvider clock, ILogger<PoisonedSync> logger)
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
            LogUnreadable(notOurs);
            return;
        }

        var key = new AccountKey(request.TenantId, request.AccountId);
        var runId = SyncMessages.RunId(request.Slot);
        LogPoisoned(key, runId);
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

        await completion.RunFinishedAsync(run, cancellationToken);
    }

    [LoggerMessage(1410, LogLevel.Error, "OperatorAlarm PoisonedSync: run {RunId} of {Account} failed for a reason nobody foresaw; see the errors logged before.")]
    private partial void LogPoisoned(AccountKey account, string runId);

    [LoggerMessage(1411, LogLevel.Error, "OperatorAlarm PoisonedSync: a message on account-syncs could not be read.")]
    private partial void LogUnreadable(Exception exception);
}
