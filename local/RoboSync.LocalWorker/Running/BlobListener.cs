using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace RoboSync.LocalWorker.Running;

/// <summary>
/// Fires once for each version of a blob whose path fits. In Azure Event Grid tells of it; here the container is listed, and receipts
/// remember what was handled.
/// </summary>
internal sealed class BlobListener : IListener
{
    private const int MostTries = 5;

    private readonly FunctionMethod function;
    private readonly FunctionInvoker invoker;
    private readonly BlobContainerClient container;
    private readonly BlobContainerClient receipts;
    private readonly QueueClient poison;
    private readonly Regex path;
    private readonly HashSet<string> handled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> tries = new(StringComparer.Ordinal);

    public BlobListener(FunctionMethod function, BlobServiceClient blobs, QueueServiceClient queues, FunctionInvoker invoker)
    {
        (this.function, this.invoker) = (function, invoker);
        var parts = ((BlobTriggerAttribute)function.Trigger).BlobPath.Split('/', 2);
        container = blobs.GetBlobContainerClient(parts[0]);
        receipts = blobs.GetBlobContainerClient("azure-webjobs-hosts");
        poison = queues.GetQueueClient("webjobs-blobtrigger-poison");
        var pattern = Regex.Replace(Regex.Escape(parts[1]), @"\\\{(?<key>\w+)}", "(?<${key}>.*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        path = new Regex($"^{pattern}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        await receipts.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var count = 0;
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (path.Match(blob.Name) is { Success: true } match && !handled.Contains(Version(blob)) && await HandleAsync(blob, match, cancellationToken))
            {
                count++;
            }
        }

        return count;
    }

    private async Task<bool> HandleAsync(BlobItem blob, Match match, CancellationToken cancellationToken)
    {
        var version = Version(blob);
        var receipt = receipts.GetBlobClient($"blobreceipts/{function.Name}/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(version)))}");
        if (await receipt.ExistsAsync(cancellationToken))
        {
            handled.Add(version);
            return false;
        }

        if (await RunAsync(blob, match, cancellationToken))
        {
            await NoteAsync(receipt, version, cancellationToken);
        }
        else if ((tries[version] = tries.GetValueOrDefault(version) + 1) >= MostTries)
        {
            var message = new JsonObject
            {
                ["Type"] = "BlobTrigger",
                ["FunctionId"] = $"Host.Functions.{function.Name}",
                ["BlobType"] = "BlockBlob",
                ["ContainerName"] = container.Name,
                ["BlobName"] = blob.Name,
                ["ETag"] = blob.Properties.ETag.ToString(),
            };
            await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await poison.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(message.ToJsonString())), cancellationToken);
            await NoteAsync(receipt, version, cancellationToken);
        }

        return true;
    }

    private async Task<bool> RunAsync(BlobItem blob, Match match, CancellationToken cancellationToken)
    {
        var bindings = path.GetGroupNames().Skip(1).ToDictionary(name => name, name => match.Groups[name].Value, StringComparer.OrdinalIgnoreCase);
        try
        {
            await using var content = await container.GetBlobClient(blob.Name).OpenReadAsync(cancellationToken: cancellationToken);
            return await invoker.TryInvokeAsync(function, content, bindings, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return true;
        }
    }

    private async Task NoteAsync(BlobClient receipt, string version, CancellationToken cancellationToken)
    {
        await receipt.UploadAsync(BinaryData.FromString(version), overwrite: true, cancellationToken);
        handled.Add(version);
    }

    private static string Version(BlobItem blob) => $"{blob.Name}@{blob.Properties.ETag}";
}
