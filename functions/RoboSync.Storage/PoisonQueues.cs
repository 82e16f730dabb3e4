using System.Globalization;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Storage;

/// <summary>
/// A message that cannot be decoded is taken by the host again and again, and hidden in between: a peek may never see it. So the queue's
/// own metadata remember since when it has not been empty.
/// </summary>
internal sealed class PoisonQueues(QueueServiceClient queues, TimeProvider clock) : IPoisonQueues
{
    private const int MostPeeked = 32;
    private const string FilledSince = "filledsince";

    private static readonly AsyncLocal<List<PeekedMessage>?> Undecodable = new();

    public async Task<IReadOnlyList<PoisonPile>> LookAsync(CancellationToken cancellationToken)
    {
        var filled = new List<PoisonPile>();
        foreach (var name in StorageNames.PoisonQueues)
        {
            var queue = queues.GetQueueClient(name);
            QueueProperties properties = await queue.GetPropertiesAsync(cancellationToken);
            var since = properties.Metadata.TryGetValue(FilledSince, out var text)
                ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
                : (DateTimeOffset?)null;
            if (properties.ApproximateMessagesCount > 0)
            {
                since ??= await RememberAsync(queue, clock.GetUtcNow(), cancellationToken);
                filled.Add(
                    new PoisonPile(name, properties.ApproximateMessagesCount, await OldestAsync(queue, cancellationToken), since.Value));
            }
            else if (since is not null)
            {
                await queue.SetMetadataAsync(new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
            }
        }

        return filled;
    }

    /// <summary>Called for each message that the SDK cannot decode; without it, one of them would hide all others of a peek.</summary>
    public static Task NoteUndecodableAsync(QueueMessageDecodingFailedEventArgs message)
    {
        if (message.PeekedMessage is { } peeked)
        {
            Undecodable.Value?.Add(peeked);
        }

        return Task.CompletedTask;
    }

    private static async Task<DateTimeOffset> RememberAsync(QueueClient queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var metadata =
            new Dictionary<string, string>(StringComparer.Ordinal) { [FilledSince] = now.ToString("O", CultureInfo.InvariantCulture) };
        await queue.SetMetadataAsync(metadata, cancellationToken);
        return now;
    }

    private static async Task<DateTimeOffset?> OldestAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        var undecodable = Undecodable.Value = [];
        PeekedMessage[] decoded = await queue.PeekMessagesAsync(MostPeeked, cancellationToken);
        return decoded.Concat(undecodable).Min(message => message.InsertedOn);
    }
}
