using Azure.Storage.Blobs;
using RoboSync.Sync.Checking;

namespace RoboSync.Storage.Blobs;

/// <summary>Asks as an operator does: by a blob <c>tenants/{tenantId}/check</c>, in which the account's id stands, or nothing.</summary>
internal sealed class CheckRequests(BlobServiceClient blobs) : ICheckRequests
{
    public Task AskAsync(string tenantId, string? accountId, CancellationToken cancellationToken) =>
        blobs.GetBlobContainerClient(StorageNames.TenantsContainer)
            .ReplaceAsync($"{tenantId}/check", BinaryData.FromString(accountId ?? ""), cancellationToken);
}
