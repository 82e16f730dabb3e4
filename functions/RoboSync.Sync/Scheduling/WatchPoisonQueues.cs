using RoboSync.Sync.Alarms;

namespace RoboSync.Sync.Scheduling;

/// <summary>What lies on a poison queue.</summary>
/// <param name="Name">Name of the queue.</param>
/// <param name="Length">How many messages there are, those among them that a function is just handling.</param>
/// <param name="Oldest">When the oldest message that nobody is handling was put there (UTC), as far as a look shows; null where somebody is
/// handling them all.</param>
/// <param name="FilledSince">Since when it has been seen with messages at every look (UTC).</param>
public sealed record PoisonPile(string Name, int Length, DateTimeOffset? Oldest, DateTimeOffset FilledSince);

/// <summary>Looks at the poison queues without taking anything off them.</summary>
public interface IPoisonQueues
{
    /// <summary>The poison queues that hold messages, that of the host's blob triggers among them.</summary>
    Task<IReadOnlyList<PoisonPile>> LookAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Finds messages that no function can take: one that cannot be decoded lands on a poison queue, where no function can read it either.
/// Nothing fails then, and nobody would ever hear of it. A message that is just being handled is none of these; one whose handling keeps
/// failing is.
/// </summary>
public sealed class WatchPoisonQueues(IPoisonQueues queues, OperatorAlarms alarms, TimeProvider clock)
{
    // Handling takes seconds; what failed is tried again after ten minutes.
    private static readonly TimeSpan StuckAfter = TimeSpan.FromHours(1);

    /// <summary>Looks at every poison queue.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var queue in await queues.LookAsync(cancellationToken))
        {
            var since = queue.Oldest < queue.FilledSince ? queue.Oldest.Value : queue.FilledSince;
            if (since + StuckAfter <= now)
            {
                await alarms.RaiseAsync(AlarmTable.StuckMessages, [queue.Name, queue.Length, since], once: queue.Name, cancellationToken);
            }
        }
    }
}
