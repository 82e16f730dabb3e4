using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Functions.Triggers;
using RoboSync.Storage;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>One tenant's stored document that nobody can read is that tenant's trouble, and is told.</summary>
public sealed class UnreadableDocumentTests(StorageFixture storage)
{
    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{ "tenantId": "broken" }""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{ "tenantId": "other", "name": "", "companyId": "", "hrmos": { "baseUrl": "x" }, "mail": null, "accounts": [] }""")]
    public async Task The_others_are_dispatched_watched_and_purged_and_the_operator_is_told_once_a_day(string document)
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await StoreAsync(product, "broken", document);
        await product.Get<IDueSlotStore>().SetNextAsync(new AccountKey("broken", "miws-2027"), product.Clock.GetUtcNow(), default);

        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(4);
        (await product.FireAsync(nameof(StartDueSyncs))).ShouldBeTrue(product.Errors());
        (await product.FireAsync(nameof(WatchOverdueRuns))).ShouldBeTrue(product.Errors());
        await product.DrainAsync();

        (await ResultAsync(product, "overview.csv")).ShouldContain("sample");
        product.Logs.ShouldContain(log =>
            log.Message.StartsWith("OperatorAlarm StoredUnreadable: what is stored of broken cannot be read", StringComparison.Ordinal));
        product.OperatorMails.Count(mail => mail.Subject.Contains("StoredUnreadable", StringComparison.Ordinal)).ShouldBe(1);
        (await product.Get<IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow(), default)).ShouldHaveSingleItem()
            .Account.TenantId.ShouldBe("broken", "it is caught up once it is mended");
    }

    [Fact]
    public async Task Its_year_is_not_purged_and_an_upload_mends_it()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        await StoreAsync(product, "sample", "{");

        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient("sample/purge-2027")
            .UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        var proof = (await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobsAsync()
            .ToListAsync())
            .Single(blob => blob.Name.Contains("purge", StringComparison.Ordinal)).Name;
        JsonNode.Parse(await ResultAsync(product, proof))!["refused"]!.GetValue<string>().ShouldContain("設定を読み取れないため、削除していません");

        await product.ApplyAsync();
        (await product.Get<ITenantStore>().ReadAsync("sample", default))!.Tenant.ShouldNotBeNull();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
    }

    private static async Task StoreAsync(Product product, string tenantId, string document) =>
        await product.Get<ITenantStore>().SaveAsync(tenantId, document, default);

    private static async Task<string> ResultAsync(Product product, string name) =>
        (await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient(name)
            .DownloadContentAsync()).Value.Content.ToString();
}
