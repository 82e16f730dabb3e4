using System.Text.Json;
using Azure.Storage.Blobs;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Checking;

namespace RoboSync.Storage.Blobs;

internal sealed class CheckStore(BlobServiceClient blobs) : ICheckStore
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);

    public Task SaveAsync(string tenantId, TenantCheck check, CancellationToken cancellationToken) => container.GetBlobClient(ResultNames.Check(tenantId))
        .UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(check, StorageJson.Default.TenantCheck)), overwrite: true, cancellationToken);

    public async Task<TenantCheck?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await container.FindContentAsync(ResultNames.Check(tenantId), cancellationToken) is { } content
            ? JsonSerializer.Deserialize(content, StorageJson.Default.TenantCheck)
            : null;
}
