using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>A lease on an empty blob per account, sixty seconds at a time, renewed every twenty.</summary>
internal sealed partial class AccountLeases(BlobServiceClient blobs, TimeProvider clock, ILogger<AccountLeases> logger) : IAccountLeases
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    // Stop working well before the service would give the lease to somebody else.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(45);

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.LeasesContainer);

    public async Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient($"{account.TenantId}/{account.AccountId}");
        var client = blob.GetBlobLeaseClient();
        try
        {
            await client.AcquireAsync(Duration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateAsync(blob, cancellationToken);
            return await TryAcquireAsync(account, cancellationToken);
        }
        catch (RequestFailedException held) when (held.Status == 409)
        {
            return null;
        }

        return new Lease(client, clock, logger);
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromString(""), overwrite: false, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another worker made it first: whoever takes the lease now has it.
        }
    }

    [LoggerMessage(5000, LogLevel.Warning, "A lease could not be renewed; the run stops.")]
    private static partial void LogLost(ILogger logger, Exception? exception);

    private sealed class Lease : IAccountLease
    {
        private readonly BlobLeaseClient client;
        private readonly TimeProvider clock;
        private readonly ILogger logger;
        private readonly CancellationTokenSource lost = new();
        private readonly CancellationTokenSource released = new();
        private readonly Task renewing;

        public Lease(BlobLeaseClient client, TimeProvider clock, ILogger logger)
        {
            (this.client, this.clock, this.logger) = (client, clock, logger);
            Lost = lost.Token;
            renewing = RenewAsync();
        }

        public CancellationToken Lost { get; }

        public async ValueTask DisposeAsync()
        {
            await released.CancelAsync();
            await renewing;
            try
            {
                await client.ReleaseAsync();
            }
            catch (RequestFailedException gone) when (gone.Status is 404 or 409 or 412)
            {
                // Lost before: there is nothing to give back.
            }
            catch (SyncException unreachable) when (unreachable.Code == FailureCode.StorageUnreachable)
            {
                // It runs out by itself within a minute: what the run did is done.
            }

            lost.Dispose();
            released.Dispose();
        }

        private async Task RenewAsync()
        {
            var renewed = clock.GetUtcNow();
            while (true)
            {
                try
                {
                    await Task.Delay(RenewEvery, clock, released.Token);
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(released.Token);
                    limit.CancelAfter(GiveUpAfter - RenewEvery);
                    await client.RenewAsync(cancellationToken: limit.Token);
                    renewed = clock.GetUtcNow();
                }
                catch (OperationCanceledException) when (released.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception failure) when (failure is SyncException or RequestFailedException or OperationCanceledException or AggregateException)
                {
                    var taken = failure is RequestFailedException { Status: 404 or 409 or 412 };
                    if (taken || renewed + GiveUpAfter <= clock.GetUtcNow())
                    {
                        LogLost(logger, failure);
                        await lost.CancelAsync();
                        return;
                    }
                }
            }
        }
    }
}
