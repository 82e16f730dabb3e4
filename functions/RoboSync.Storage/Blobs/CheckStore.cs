using System.Text.Json;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Checking;

namespace RoboSync.Storage.Blobs;

internal sealed class CheckStore(BlobServiceClient blobs) : ICheckStore, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(StorageNames.TenantResultsContainer, "what a check of accounts found")];

    public Task SaveAsync(string tenantId, TenantCheck check, CancellationToken cancellationToken) => container.ReplaceAsync(
        ResultNames.Check(tenantId), BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(check, StorageJson.Default.TenantCheck)),
        cancellationToken);

    public async Task<TenantCheck?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await container.FindContentAsync(ResultNames.Check(tenantId), cancellationToken) is { } content
            ? StoredJson.Read(content, StorageJson.Default.TenantCheck, $"Check of {tenantId}")
            : null;
}
