using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;

namespace RoboSync.Torture.Engine;

/// <summary>The accounts' leases.</summary>
internal static class Leases
{
    /// <summary>Accounts whose lease is held; uploads' turns, whose names begin with a tilde, are none.</summary>
    public static async Task<IReadOnlyList<string>> HeldAccountsAsync(Product product) =>
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.LeasesContainer).GetBlobsAsync()
            .Where(blob => blob.Properties.LeaseState == LeaseState.Leased && !blob.Name.Contains("/~", StringComparison.Ordinal))
            .Select(blob => blob.Name).ToListAsync();

    /// <summary>Ends those that nobody holds any more: what storage does by itself within a minute.</summary>
    public static async Task BreakAsync(Product product)
    {
        var container = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.LeasesContainer);
        await foreach (var blob in container.GetBlobsAsync())
        {
            if (blob.Properties.LeaseState == LeaseState.Leased)
            {
                await container.GetBlobClient(blob.Name).GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
            }
        }
    }
}
