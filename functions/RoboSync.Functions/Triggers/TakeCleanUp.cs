using Microsoft.Azure.Functions.Worker;
using RoboSync.Sync.Retention;

namespace RoboSync.Functions.Triggers;

/// <summary>Timer: deletes records whose time is over.</summary>
public sealed class TakeCleanUp(CleanUp cleanUp)
{
    /// <summary>Fires once a day, at night in Japan.</summary>
    [Function(nameof(CleanUp))]
    public Task RunAsync([TimerTrigger("0 40 17 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        cleanUp.RunAsync(cancellationToken);
}
