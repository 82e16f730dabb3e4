using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Storage;

/// <summary>
/// A message can only be taken off a queue by whoever has received it: one that is meant is found by receiving those before it, which come
/// back by themselves shortly after.
/// </summary>
internal sealed class PoisonMessages(QueueServiceClient queues) : IPoisonMessages
{
    private const int Most = 32;
    private const int MostRounds = 10;
    private const string Suffix = "-poison";
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<PoisonMessage>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<PoisonMessage>();
        foreach (var name in StorageNames.PoisonQueues)
        {
            PeekedMessage[] messages = await queues.GetQueueClient(name).PeekMessagesAsync(Most, cancellationToken);
            all.AddRange(messages.Select(message => new PoisonMessage(
                name, message.MessageId, message.InsertedOn, message.Body.ToString(), SourceOf(name) is not null)));
        }

        return all;
    }

    public Task<bool> ReplayAsync(string queue, string messageId, CancellationToken cancellationToken) => SourceOf(queue) is { } source
        ? TakeOffAsync(
            queue, messageId,
            message => queues.GetQueueClient(source).SendMessageAsync(message.Body, cancellationToken: cancellationToken),
            cancellationToken)
        : Task.FromResult(false);

    public Task<bool> DiscardAsync(string queue, string messageId, CancellationToken cancellationToken) =>
        TakeOffAsync(queue, messageId, _ => Task.CompletedTask, cancellationToken);

    // Put back first: who dies in between leaves it twice, which is as good as once.
    private async Task<bool> TakeOffAsync(
        string name, string messageId, Func<QueueMessage, Task> before, CancellationToken cancellationToken)
    {
        if (!StorageNames.PoisonQueues.Contains(name, StringComparer.Ordinal))
        {
            return false;
        }

        var queue = queues.GetQueueClient(name);
        for (var round = 0; round < MostRounds; round++)
        {
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(Most, Hidden, cancellationToken);
            if (messages.FirstOrDefault(message => message.MessageId == messageId) is { } found)
            {
                await before(found);
                await DeleteAsync(queue, found, cancellationToken);
                return true;
            }

            if (messages.Length == 0)
            {
                break;
            }
        }

        return false;
    }

    private static async Task DeleteAsync(QueueClient queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Our own first try, whose answer was lost.
        }
    }

    // Blobs come by Event Grid, which has no queue of ours.
    private static string? SourceOf(string queue) =>
        queue != StorageNames.BlobPoisonQueue && queue.EndsWith(Suffix, StringComparison.Ordinal) ? queue[..^Suffix.Length] : null;
}
