using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.Listening;

/// <summary>
/// Tells a function of each version of a blob that its event subscription is about. In Azure Event Grid does; here the container is
/// listed, and receipts remember what was handled. As there, an event may come twice, also at once.
/// </summary>
internal sealed partial class BlobListener : IListener
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HostedFunction function;
    private readonly IFunctionInvoker invoker;
    private readonly HostSettings settings;
    private readonly ILogger logger;
    private readonly BlobPath path;
    private readonly EventSubscriptions subscriptions;
    private readonly BlobContainerClient container;
    private readonly BlobContainerClient receipts;
    private readonly QueueClient poison;
    private readonly Random repeats;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);

    public BlobListener(
        HostedFunction function,
        BlobServiceClient blobs,
        QueueServiceClient queues,
        IFunctionInvoker invoker,
        HostSettings settings,
        ILogger logger)
    {
        (this.function, this.invoker, this.settings, this.logger) = (function, invoker, settings, logger);
        path = new BlobPath(((BlobTrigger)function.Trigger!).Path);
        subscriptions = EventSubscriptions.Read(settings.EventSubscriptions);
        container = blobs.GetBlobContainerClient(path.Container);
        receipts = blobs.GetBlobContainerClient("azure-webjobs-hosts");
        poison = queues.GetQueueClient("webjobs-blobtrigger-poison");
        repeats = new Random(settings.Seed);
    }

    public async Task<int> WorkOffAsync(CancellationToken cancellationToken)
    {
        var blobs = await FindAsync(cancellationToken);
        foreach (var blob in blobs)
        {
            await HandleAsync(blob, cancellationToken);
        }

        return blobs.Count;
    }

    public async Task ListenAsync(CancellationToken stopping)
    {
        var inHand = new WorkInHand();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                (await FindAsync(stopping)).ForEach(blob => inHand.Add(HandleAndLogAsync(blob, stopping)));
                await inHand.DownToAsync(int.MaxValue);
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException && !stopping.IsCancellationRequested)
            {
                LogNoAnswer(container.Name, failure);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(Interval, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await inHand.DownToAsync(0);
    }

    private static string Version(BlobItem blob) => $"{blob.Name}@{blob.Properties.ETag}";

    private async Task<List<BlobItem>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<BlobItem>();
        await receipts.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (subscriptions.Tells(function.Name, path, blob.Name)
                && !seen.ContainsKey(Version(blob))
                && !await ReceiptOf(blob).ExistsAsync(cancellationToken))
            {
                found.Add(blob);
            }
        }

        found.ForEach(blob => seen[Version(blob)] = true);
        return found;
    }

    private BlobClient ReceiptOf(BlobItem blob)
    {
        var version = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Version(blob))));
        return receipts.GetBlobClient($"blobreceipts/{function.Name}/{version}");
    }

    private async Task HandleAndLogAsync(BlobItem blob, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(blob, stopping);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            // Found again by the next look.
            LogNoAnswer(container.Name, failure);
            seen.TryRemove(Version(blob), out _);
        }
    }

    private async Task HandleAsync(BlobItem blob, CancellationToken stopping)
    {
        var events = repeats.NextDouble() < settings.RepeatedBlobEvents ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, events).Select(_ => TellAsync(blob, stopping)));
        if (!stopping.IsCancellationRequested)
        {
            await ReceiptOf(blob).UploadAsync(BinaryData.FromString(Version(blob)), overwrite: true, CancellationToken.None);
        }
    }

    private async Task TellAsync(BlobItem blob, CancellationToken stopping)
    {
        var client = container.GetBlobClient(blob.Name);
        var came = new BlobCame(client, path.Match(blob.Name) ?? new Dictionary<string, string>());
        for (var tries = 0; tries < settings.BlobTries; tries++)
        {
            if (!await client.ExistsAsync(CancellationToken.None)
                || await invoker.TryInvokeAsync(function, came, stopping)
                || stopping.IsCancellationRequested)
            {
                return;
            }
        }

        var message = new JsonObject
        {
            ["Type"] = "BlobTrigger",
            ["FunctionId"] = $"Host.Functions.{function.Name}",
            ["BlobType"] = "BlockBlob",
            ["ContainerName"] = container.Name,
            ["BlobName"] = blob.Name,
            ["ETag"] = blob.Properties.ETag.ToString(),
        };
        await poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        await poison.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(message.ToJsonString())), CancellationToken.None);
    }

    [LoggerMessage(9004, LogLevel.Warning, "Container {Container}: the storage did not answer as it should.")]
    private partial void LogNoAnswer(string container, Exception exception);
}
