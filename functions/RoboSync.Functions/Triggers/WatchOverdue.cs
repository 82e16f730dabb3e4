using Microsoft.Azure.Functions.Worker;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Functions.Triggers;

/// <summary>Timer: raises an alarm where an account has had no good run for two slots.</summary>
public sealed class WatchOverdue(WatchOverdueRuns watch)
{
    /// <summary>Fires every hour.</summary>
    [Function(nameof(WatchOverdueRuns))]
    public Task RunAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        watch.RunAsync(cancellationToken);
}

/// <summary>Timer: takes up again what was started and forgotten.</summary>
public sealed class WatchSlots(WatchOpenSlots watch)
{
    /// <summary>Fires every 15 minutes, between two dispatches.</summary>
    [Function(nameof(WatchOpenSlots))]
    public Task RunAsync([TimerTrigger("0 3,18,33,48 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        watch.RunAsync(cancellationToken);
}

/// <summary>Timer: raises an alarm where messages lie on a poison queue that no function can take.</summary>
public sealed class WatchPoison(WatchPoisonQueues watch)
{
    /// <summary>Fires every hour.</summary>
    [Function(nameof(WatchPoisonQueues))]
    public Task RunAsync([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        watch.RunAsync(cancellationToken);
}
