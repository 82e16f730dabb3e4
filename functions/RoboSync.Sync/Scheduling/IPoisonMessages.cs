namespace RoboSync.Sync.Scheduling;

/// <summary>A message that could not be handled.</summary>
/// <param name="Queue">The poison queue that it lies on.</param>
/// <param name="MessageId">Which of it.</param>
/// <param name="At">When it was put there (UTC); null where that is not known.</param>
/// <param name="Text">What is in it: ids only, as in every message of ours.</param>
/// <param name="CanReplay">Whether there is a queue that it can be put back on.</param>
public sealed record PoisonMessage(string Queue, string MessageId, DateTimeOffset? At, string Text, bool CanReplay);

/// <summary>Looks at single messages of the poison queues, and puts them back or discards them.</summary>
public interface IPoisonMessages
{
    /// <summary>The first messages of each poison queue that nobody is handling; nothing is taken off.</summary>
    Task<IReadOnlyList<PoisonMessage>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Puts a message back on the queue that it came from, then takes it off its poison queue.</summary>
    /// <returns>Whether it was still there.</returns>
    Task<bool> ReplayAsync(string queue, string messageId, CancellationToken cancellationToken);

    /// <summary>Takes a message off its poison queue for good.</summary>
    /// <returns>Whether it was still there.</returns>
    Task<bool> DiscardAsync(string queue, string messageId, CancellationToken cancellationToken);
}
