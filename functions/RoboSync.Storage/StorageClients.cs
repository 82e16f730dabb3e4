using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace RoboSync.Storage;

/// <summary>The clients that the adapter works with, by connection string or identity as the host decides.</summary>
/// <param name="Tables">Tables.</param>
/// <param name="Blobs">Blobs.</param>
/// <param name="Queues">Queues; made with <see cref="QueueOptions"/>.</param>
/// <param name="Secrets">Key vault.</param>
public sealed record StorageClients(TableServiceClient Tables, BlobServiceClient Blobs, QueueServiceClient Queues, SecretClient Secrets)
{
    /// <summary>Base64, as <c>messageEncoding</c> in host.json says: any other text would go to the poison queue unread.</summary>
    public static QueueClientOptions QueueOptions
    {
        get
        {
            var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
            options.MessageDecodingFailed += PoisonQueues.NoteUndecodableAsync;
            return options;
        }
    }
}

/// <summary>Creates what is missing where no infra does: on a developer's machine and in tests.</summary>
public static class StorageSetup
{
    /// <summary>Creates every table, container and queue that does not exist.</summary>
    public static async Task EnsureCreatedAsync(
        TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(StorageNames.Tables, cancellationToken, async (name, token) => await tables.CreateTableIfNotExistsAsync(name, token));
        await Parallel.ForEachAsync(StorageNames.Containers, cancellationToken, async (name, token) =>
            await blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: token));
        await Parallel.ForEachAsync(StorageNames.Queues, cancellationToken, async (name, token) =>
            await queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: token));
    }
}
