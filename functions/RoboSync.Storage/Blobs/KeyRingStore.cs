using Azure;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Users;

namespace RoboSync.Storage.Blobs;

internal sealed class KeyRingStore(BlobServiceClient blobs) : IKeyRingStore, IHolder
{
    private const string Name = "key-ring.xml";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.ConsoleKeysContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(StorageNames.ConsoleKeysContainer, "the keys of the console's cookies, encrypted with a secret of the vault")];

    public async Task<StoredKeyRing?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = (await container.GetBlobClient(Name).DownloadContentAsync(cancellationToken)).Value;
            return new StoredKeyRing(blob.Content.ToString(), blob.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public Task<bool> TryWriteAsync(string content, string version, CancellationToken cancellationToken) => version.Length == 0
        ? container.TryAddAsync(Name, BinaryData.FromString(content), cancellationToken)
        : container.TryReplaceAsync(Name, BinaryData.FromString(content), version, cancellationToken);
}
