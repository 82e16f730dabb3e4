using Microsoft.Azure.Functions.Worker;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Functions.Triggers;

/// <summary>Timer: raises an alarm where an account has had no good run for two slots.</summary>
public sealed class WatchOverdue(WatchOverdueRuns watch)
{
    /// <summary>Fires every hour.</summary>
    [Function(nameof(WatchOverdueRuns))]
    public Task RunAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => watch.RunAsync(cancellationToken);
}
