using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>A lease on an empty blob per account, sixty seconds at a time, renewed every twenty (<see cref="AccountLease"/>).</summary>
internal sealed class AccountLeases(BlobServiceClient blobs, TimeProvider clock, ILogger<AccountLease> logger) : IAccountLeases, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.LeasesContainer);

    public IReadOnlyList<Holding> Holdings { get; } = [Holding.OfNobody(StorageNames.LeasesContainer, "nothing; the names are accounts'")];

    public async Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken)
    {
        // The client makes an id of its own: an acquire whose answer was lost is repeated with it, and the service grants the holder their
        // own lease again.
        var name = $"{account.TenantId}/{account.AccountId}";
        var client = container.GetBlobClient(name).GetBlobLeaseClient();
        var asked = clock.GetTimestamp();
        try
        {
            await client.AcquireAsync(AccountLease.Duration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // Where another worker made it first: whoever takes the lease now has it.
            await container.TryAddAsync(name, BinaryData.FromString(""), cancellationToken);
            return await TryAcquireAsync(account, cancellationToken);
        }
        catch (RequestFailedException held) when (held.Status == 409)
        {
            return null;
        }

        return new AccountLease(client, asked, clock, logger);
    }
}
