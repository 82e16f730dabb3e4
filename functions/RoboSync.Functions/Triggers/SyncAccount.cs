using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Runs;

namespace RoboSync.Functions.Triggers;

/// <summary>Queue: one run of one media account.</summary>
public sealed class SyncAccount(SyncAccountRun run)
{
    /// <summary>Works on the run that the message names.</summary>
    [Function(nameof(SyncAccount))]
    public Task RunAsync([QueueTrigger(StorageNames.AccountSyncsQueue)] string message, CancellationToken cancellationToken) =>
        run.RunAsync(message, cancellationToken);
}

/// <summary>Queue: runs that failed for a reason nobody foresaw.</summary>
public sealed class HandlePoisonedSync(PoisonedSync poisoned)
{
    /// <summary>Marks the run failed and alarms the operator.</summary>
    [Function(nameof(HandlePoisonedSync))]
    public Task RunAsync([QueueTrigger(StorageNames.AccountSyncsQueue + "-poison")] string message, CancellationToken cancellationToken) =>
        poisoned.RunAsync(message, cancellationToken);
}
