using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.EventMapping;

namespace RoboSync.EndToEndTests;

/// <summary>What a customer and an operator upload.</summary>
public sealed class UploadTests(StorageFixture storage)
{
    private const string EventId = "2239928341129601024";

    [Theory]
    [InlineData("2239928341129601024,270100\n")]
    [InlineData("HRMOSイベントID,マイナビセミナーNo.\r\n\"2239928341129601024\",\"270100\"\r\n")]
    [InlineData("\uFEFFHRMOSイベントID,マイナビセミナーNo.,メモ\r\n 2239928341129601024 , 270100 ,補足\r\n,,\r\n")]
    public async Task A_mapping_is_taken_with_or_without_header_quotes_bom_and_further_columns(string csv)
    {
        await using var product = await StartAsync();

        await product.UploadMappingAsync(csv);

        var map = await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default);
        map.Version.ShouldBe(1);
        map.EventBySeminar.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("270100", EventId));
        product.Mails.ShouldHaveSingleItem().Subject.ShouldBe("【RoboSync】イベント名対応表を登録しました");
        (await OutcomeAsync(product, 1))["accepted"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("2.23993E+18,270100\n", 1, "HRMOSイベントIDが数字だけではありません。")]
    [InlineData("2239928341129601024,\n", 1, "マイナビセミナーNo.が数字だけではありません。")]
    [InlineData("2239928341129601024,270100\n2239928341129601025,270100\n", 2, "同じセミナーNo.が2つのイベントに対応づけられています。")]
    [InlineData("", 0, "対応表に行がありません。")]
    [InlineData("HRMOSイベントID,マイナビセミナーNo.\r\n", 0, "対応表に行がありません。")]
    public async Task A_mapping_with_a_mistake_is_refused_whole_and_the_one_before_stays(string csv, int row, string reason)
    {
        await using var product = await StartAsync();
        await product.UploadMappingAsync($"{EventId},270101\n");

        await product.UploadMappingAsync(csv);

        (await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default)).EventBySeminar.Keys.ShouldBe(["270101"]);
        var problem = (await OutcomeAsync(product, 2))["problems"]!.AsArray().ShouldHaveSingleItem()!;
        problem["row"]!.GetValue<int>().ShouldBe(row);
        problem["reason"]!.GetValue<string>().ShouldBe(reason);
        product.Mails[^1].Subject.ShouldBe("【RoboSync】【要対応】イベント名対応表を登録できませんでした");
        product.Mails[^1].Text.ShouldContain(reason);
    }

    [Fact]
    public async Task A_mapping_in_another_encoding_says_how_to_save_it()
    {
        await using var product = await StartAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var inbox = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer);
        var bytes = Encoding.GetEncoding(932).GetBytes("イベント,セミナー\r\n2239928341129601024,270100\r\n");

        await inbox.GetBlobClient("sample/inbox/sjis.csv").UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
        await product.DrainAsync();

        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("「CSV UTF-8（コンマ区切り）」を選んでください。");
    }

    [Fact]
    public async Task All_mistakes_of_a_mapping_are_told_at_once()
    {
        await using var product = await StartAsync();

        await product.UploadMappingAsync("1E+18,A\nB,270100\n2239928341129601024,270101\n");

        (await OutcomeAsync(product, 1))["problems"]!.AsArray().Select(problem => problem!["row"]!.GetValue<int>()).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task A_tenant_document_with_mistakes_is_refused_whole_with_all_of_them_and_the_one_before_stays()
    {
        await using var product = await StartAsync();
        product.Document["slots"] = new JsonArray("24:00");
        product.Document["name"] = "";
        await product.ApplyAsync();

        var result = await ResultAsync(product);
        result["accepted"]!.GetValue<bool>().ShouldBeFalse();
        result["errors"]!.AsArray().Select(error => error!.GetValue<string>()).ShouldBe(["name：文字数が範囲外です。", "slots[0]：形式が正しくありません。"], ignoreOrder: true);
        var stored = await product.Get<Sync.Accounts.ITenantStore>().ReadAsync("sample", default);
        Sync.Accounts.TenantDocument.Parse(stored!).Name.ShouldBe("株式会社サンプル");
    }

    [Fact]
    public async Task A_tenant_document_that_is_accepted_is_said_so_and_its_slots_count_at_once()
    {
        await using var product = await StartAsync();
        product.Document["slots"] = new JsonArray("10:15");

        await product.ApplyAsync();
        var slot = await product.RunSlotAsync();

        (await ResultAsync(product))["accepted"]!.GetValue<bool>().ShouldBeTrue();
        slot.Slot.ShouldBe(new DateTimeOffset(2026, 6, 1, 10, 15, 0, TimeSpan.FromHours(9)));
        slot.Run.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_replaced_page_definition_repairs_a_changed_site_without_a_deploy()
    {
        await using var product = await StartAsync();
        product.MiwsFaults.Arm(new Simulators.Serving.Fault(Simulators.Miws.MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(Sync.Runs.FailureCode.MiwsPageChanged);

        // docs/when-miws-changes.md, step by step.
        await ReplaceAsync(product, "applicant-list", "column");
        var broken = await product.RunSlotAsync();

        broken.Run.Failure.ShouldBe(Sync.Runs.FailureCode.MiwsPageChanged, "the detail page has changed too");
        await ReplaceAsync(product, "applicant-detail", "term");
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    private static async Task ReplaceAsync(Product product, string name, string place)
    {
        await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream($"{name}.json")!;
        var definition = (await JsonNode.ParseAsync(shipped))!;
        definition["fields"]!["lastChanged"]![place] = new JsonArray("新しい最終更新日時", "最終更新日時");
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer).GetBlobClient($"miws/{name}.json")
            .UploadAsync(BinaryData.FromString(definition.ToJsonString()), overwrite: true);
    }

    private static async Task<JsonNode> OutcomeAsync(Product product, int upload)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient($"sample/results/mapping-{upload}.csv.json");
        return JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content.ToString())!;
    }

    private static async Task<JsonNode> ResultAsync(Product product)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient("sample.json");
        return JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content.ToString())!;
    }

    private Task<Product> StartAsync() => Product.StartAsync(storage, applicants: 4, options => options.UploadMapping = false);
}
