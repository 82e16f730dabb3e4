using Azure.Storage.Queues;

namespace RoboSync.SampleFunctions;

/// <summary>What the functions were told, kept where tests see it whichever process they run in.</summary>
public sealed class Journal(string storage)
{
    private readonly QueueClient queue = new(storage, "journal");

    public async Task WriteAsync(string entry)
    {
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(entry);
    }

    /// <summary>At most 32 entries, in their order.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        await queue.CreateIfNotExistsAsync();
        var messages = await queue.PeekMessagesAsync(32);
        return [.. messages.Value.Select(message => message.Body.ToString())];
    }

    /// <summary>How many entries begin so.</summary>
    public async Task<int> CountAsync(string beginning) =>
        (await ReadAsync()).Count(entry => entry.StartsWith(beginning, StringComparison.Ordinal));
}
