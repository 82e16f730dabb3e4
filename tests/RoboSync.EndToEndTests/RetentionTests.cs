using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Retention;

namespace RoboSync.EndToEndTests;

/// <summary>What is kept, for how long, and how it is proved that it is gone.</summary>
public sealed class RetentionTests(StorageFixture storage)
{
    [Fact]
    public async Task Old_records_go_and_what_the_next_run_needs_stays()
    {
        // Storage stamps rows by its own clock: the product's is a hundred days ahead of it.
        await using var product = await Product.StartAsync(storage, applicants: 6, options => options.Start = TimeProvider.System.GetUtcNow().AddDays(100));
        await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "氏名"));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(3);
        (await BlobsAsync(product, StorageNames.MaskedPagesContainer)).ShouldBe(1);

        (await product.FireAsync(nameof(CleanUp))).ShouldBeTrue(product.Errors());
        (await product.FireAsync(nameof(CleanUp))).ShouldBeTrue(product.Errors());

        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(1, "the newest run stays");
        (await CountAsync(product, StorageNames.SlotReportsTable)).ShouldBe(0);
        (await CountAsync(product, StorageNames.SlotClaimsTable)).ShouldBe(0);
        (await BlobsAsync(product, StorageNames.MaskedPagesContainer)).ShouldBe(0);
        (await BlobsAsync(product, StorageNames.WorklistsContainer)).ShouldBe(0);
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(6);
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(0);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Nothing_young_goes()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.Start = TimeProvider.System.GetUtcNow());
        await product.RunSlotAsync();

        await product.FireAsync(nameof(CleanUp));

        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(2);
        (await CountAsync(product, StorageNames.SlotClaimsTable)).ShouldBe(1);
    }

    [Fact]
    public async Task A_graduation_year_is_purged_with_a_proof_and_the_other_year_stays()
    {
        await using var product = await Product.StartAsync(storage, applicants: 230, options => options.World = options.World with { Years = [2027, 2028] });
        await product.RunSlotAsync();
        var bookings = await CountAsync(product, StorageNames.BookingLinksTable);
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();

        var proof = await PurgeAsync(product, 2027);

        proof["deleted"]!["candidateLinks"]!.GetValue<int>().ShouldBe(115);
        proof["refused"]!.GetValue<string>().ShouldBe("");
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(115);
        (await CountAsync(product, StorageNames.BookingLinksTable)).ShouldBe(bookings - proof["deleted"]!["bookingLinks"]!.GetValue<int>());
        proof["deleted"]!["bookingLinks"]!.GetValue<int>().ShouldBeInRange(1, bookings - 1);
        (await PurgeAsync(product, 2027))["deleted"]!["candidateLinks"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_year_that_is_still_read_is_not_purged_and_the_proof_says_why()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();

        var proof = await PurgeAsync(product, 2027);

        proof["refused"]!.GetValue<string>().ShouldBe("媒体アカウント「miws-2027」がこの年度を連携中のため、削除していません。アカウントを停止または削除してから、もう一度実行してください。");
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(4);
    }

    private static async Task<JsonNode> PurgeAsync(Product product, int year)
    {
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient($"sample/purge-{year}").UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        var content = await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient($"sample-purge-{year}.json").DownloadContentAsync();
        return JsonNode.Parse(content.Value.Content)!;
    }

    private static async Task<int> CountAsync(Product product, string table)
    {
        var count = 0;
        await foreach (var _ in product.Get<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>())
        {
            count++;
        }

        return count;
    }

    private static async Task<int> BlobsAsync(Product product, string container)
    {
        var count = 0;
        await foreach (var _ in product.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobsAsync())
        {
            count++;
        }

        return count;
    }
}
