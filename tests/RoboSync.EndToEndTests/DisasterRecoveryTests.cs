using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync.Reports;

namespace RoboSync.EndToEndTests;

/// <summary>
/// docs/disaster-recovery.md, step by step: what is lost, what is put back, and that nobody is doubled or missed afterwards.
/// </summary>
public sealed class DisasterRecoveryTests(StorageFixture storage)
{
    [Fact]
    public async Task Lost_tables_are_made_anew_from_documents_mappings_and_what_HRMOS_knows()
    {
        await using var product = await StartAsync();
        var before = product.World.Hrmos.Data.Candidates.Select(candidate => candidate.Id).ToList();

        await LoseTablesAsync(product);
        product.World.Advance();
        await RecreateAsync(product);
        await ApplyAgainAsync(product);

        await ShouldRecoverAsync(product, before);
    }

    [Fact]
    public async Task A_lost_storage_account_is_made_anew_from_the_copy_of_documents_and_mappings()
    {
        await using var product = await StartAsync();
        var before = product.World.Hrmos.Data.Candidates.Select(candidate => candidate.Id).ToList();
        var copy = await CopyAsync(product);

        await LoseTablesAsync(product);
        await LoseBlobsAsync(product);
        product.World.Advance();
        await RecreateAsync(product);
        foreach (var (container, blob, content) in copy)
        {
            await product.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobClient(blob).UploadAsync(content);
        }

        await product.DrainAsync();
        await RestoreMappingAsync(product);

        await ShouldRecoverAsync(product, before);
    }

    private async Task<Product> StartAsync()
    {
        var product =
            await Product.StartAsync(storage, applicants: 80, options => options.World = options.World with { Years = [2027, 2028] });
        await product.RunSlotAsync();
        product.ShouldBeInStep();
        return product;
    }

    private static async Task ShouldRecoverAsync(Product product, List<string> before)
    {
        var slot = await product.RunSlotAsync();

        // Cancelled while nothing was known: left as it is, and named.
        var left = slot.Reports.Values.SelectMany(run => run!.NotDone).Count(item => item.Reason == NotDoneReason.CancellationLeft);
        slot.Reports.Values.ShouldAllBe(run => run!.Failure == null);
        GroundTruth.Compare(product.World).ShouldBe(new GroundTruth(0, 0, 0, 0, left, 0), product.Errors());
        before.Except(product.World.Hrmos.Data.Candidates.Select(candidate => candidate.Id), StringComparer.Ordinal)
            .ShouldBeEmpty("everybody is followed who was there");
        (await product.RunSlotAsync()).HrmosWrites.ShouldBeEmpty();
    }

    private static async Task LoseTablesAsync(Product product)
    {
        foreach (var name in StorageNames.Tables)
        {
            await product.Get<TableServiceClient>().DeleteTableAsync(name);
        }

        foreach (var name in StorageNames.Queues)
        {
            await product.Get<QueueServiceClient>().DeleteQueueAsync(name);
        }
    }

    private static async Task LoseBlobsAsync(Product product)
    {
        foreach (var name in StorageNames.Containers)
        {
            await product.Get<BlobServiceClient>().DeleteBlobContainerAsync(name);
        }
    }

    // azd provision.
    private static Task RecreateAsync(Product product) => StorageSetup.EnsureCreatedAsync(
        product.Get<TableServiceClient>(), product.Get<BlobServiceClient>(), product.Get<QueueServiceClient>(), default);

    // Documents as they are, once more; then each tenant's newest mapping.
    private static async Task ApplyAgainAsync(Product product)
    {
        var tenants = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer);
        await foreach (var blob in tenants.GetBlobsAsync())
        {
            if (blob.Name.EndsWith(".json", StringComparison.Ordinal))
            {
                var content = await tenants.GetBlobClient(blob.Name).DownloadContentAsync();
                await tenants.GetBlobClient(blob.Name).UploadAsync(content.Value.Content, overwrite: true);
            }
        }

        await product.DrainAsync();
        await RestoreMappingAsync(product);
    }

    private static async Task RestoreMappingAsync(Product product)
    {
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer)
            .GetBlobClient("sample/inbox/restore-1.csv").UploadAsync(BinaryData.FromString(""));
        await product.DrainAsync();
    }

    private static async Task<List<(string Container, string Blob, BinaryData Content)>> CopyAsync(Product product)
    {
        var copy = new List<(string, string, BinaryData)>();
        foreach (var (container, isCopied) in new (string, Func<string, bool>)[]
        {
            (StorageNames.TenantsContainer, name => name.EndsWith(".json", StringComparison.Ordinal)),
            (StorageNames.MappingsContainer, name => name.Contains("/versions/", StringComparison.Ordinal)),
            (StorageNames.PageDefinitionsContainer, _ => true),
        })
        {
            var client = product.Get<BlobServiceClient>().GetBlobContainerClient(container);
            await foreach (var blob in client.GetBlobsAsync())
            {
                if (isCopied(blob.Name))
                {
                    copy.Add((container, blob.Name, (await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content));
                }
            }
        }

        copy.Count.ShouldBe(2);
        return copy;
    }
}
