using Azure.Core;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace RoboSync.Storage;

/// <summary>The clients that the adapter works with, by connection string or identity as the host decides.</summary>
/// <param name="Tables">Tables; made with <see cref="TableOptions"/>.</param>
/// <param name="Blobs">Blobs; made with <see cref="BlobOptions"/>.</param>
/// <param name="Queues">Queues; made with <see cref="QueueOptions"/>.</param>
/// <param name="Secrets">Key vault.</param>
public sealed record StorageClients(TableServiceClient Tables, BlobServiceClient Blobs, QueueServiceClient Queues, SecretClient Secrets)
{
    /// <summary>How tables are asked: see <see cref="UnreachableStoragePolicy"/>.</summary>
    public static TableClientOptions TableOptions => WithPolicy(new TableClientOptions());

    /// <summary>How blobs are asked: see <see cref="UnreachableStoragePolicy"/>.</summary>
    public static BlobClientOptions BlobOptions => WithPolicy(new BlobClientOptions());

    /// <summary>Base64, as <c>messageEncoding</c> in host.json says: any other text would go to the poison queue unread.</summary>
    public static QueueClientOptions QueueOptions
    {
        get
        {
            var options = WithPolicy(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
            options.MessageDecodingFailed += PoisonQueues.NoteUndecodableAsync;
            return options;
        }
    }

    private static T WithPolicy<T>(T options)
        where T : ClientOptions
    {
        options.AddPolicy(new UnreachableStoragePolicy(), HttpPipelinePosition.PerCall);
        return options;
    }
}

/// <summary>Creates what is missing where no infra does: on a developer's machine and in tests.</summary>
public static class StorageSetup
{
    /// <summary>Creates every table, container and queue that does not exist.</summary>
    public static async Task EnsureCreatedAsync(
        TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            StorageNames.Tables, cancellationToken, async (name, token) => await tables.CreateTableIfNotExistsAsync(name, token));
        await Parallel.ForEachAsync(StorageNames.Containers, cancellationToken, async (name, token) =>
            await blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: token));
        await Parallel.ForEachAsync(StorageNames.Queues, cancellationToken, async (name, token) =>
            await queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: token));
    }
}
