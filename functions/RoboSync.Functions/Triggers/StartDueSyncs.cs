using Microsoft.Azure.Functions.Worker;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Functions.Triggers;

/// <summary>
/// Timer: starts the accounts whose slot is due. The schedule is the setting DispatchSchedule, in UTC; the slots are computed in Japan
/// time.
/// </summary>
public sealed class StartDueSyncs(DispatchDueSyncs dispatch)
{
    /// <summary>Fires every five minutes.</summary>
    [Function(nameof(StartDueSyncs))]
    public Task RunAsync([TimerTrigger("%DispatchSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        dispatch.RunAsync(cancellationToken);
}
