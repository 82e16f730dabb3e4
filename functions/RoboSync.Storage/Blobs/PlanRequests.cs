using System.Globalization;
using Azure.Storage.Blobs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// The blobs <c>tenants/{tenantId}/dry-run-{accountId}</c> and <c>…/approve-{accountId}</c>, each version of which is one request.
/// </summary>
internal sealed class PlanRequests(BlobServiceClient blobs, TimeProvider clock) : IPlanRequests
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.TenantsContainer);

    public Task AskAsync(AccountKey account, CancellationToken cancellationToken) => container.ReplaceAsync(
        $"{account.TenantId}{AskDryRun.Path}{account.AccountId}",
        BinaryData.FromString(clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), cancellationToken, "text/plain");

    public Task ApproveAsync(AccountKey account, string planId, CancellationToken cancellationToken) => container.ReplaceAsync(
        $"{account.TenantId}{ApprovePlan.Path}{account.AccountId}", BinaryData.FromString(planId), cancellationToken, "text/plain");
}
