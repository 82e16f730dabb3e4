using System.Globalization;
using Azure.Storage.Blobs;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Storage.Blobs;

/// <summary>The blob <c>tenants/{tenantId}/run-now</c>, each version of which is one request.</summary>
internal sealed class RunNowRequests(BlobServiceClient blobs, TimeProvider clock) : IRunNowRequests
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.TenantsContainer);

    public Task AskAsync(string tenantId, CancellationToken cancellationToken) => container.ReplaceAsync(
        $"{tenantId}/run-now", BinaryData.FromString(clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), cancellationToken,
        "text/plain");
}
