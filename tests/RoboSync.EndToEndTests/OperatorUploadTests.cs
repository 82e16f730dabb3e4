using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;

namespace RoboSync.EndToEndTests;

/// <summary>What an operator uploads.</summary>
public sealed class OperatorUploadTests(StorageFixture storage)
{
    [Fact]
    public async Task A_tenant_document_with_mistakes_is_refused_whole_with_all_of_them_and_the_one_before_stays()
    {
        await using var product = await StartAsync();
        product.Document["slots"] = new JsonArray("24:00");
        product.Document["name"] = "";
        await product.ApplyAsync();

        var result = await ResultAsync(product);
        result["accepted"]!.GetValue<bool>().ShouldBeFalse();
        result["errors"]!.AsArray().Select(error => error!.GetValue<string>())
            .ShouldBe(["name：文字数が範囲外です。", "slots[0]：形式が正しくありません。"], ignoreOrder: true);
        var stored = await product.Get<Sync.Tenants.ITenantStore>().ReadAsync("sample", default);
        stored!.Tenant!.Name.ShouldBe("株式会社サンプル");
    }

    [Fact]
    public async Task A_site_whose_address_cannot_be_read_is_told_and_alarms_nobody()
    {
        await using var product = await StartAsync();
        product.Document["accounts"]![0]!["site"]!["baseUrl"] = "https://miws example/";

        await product.ApplyAsync();

        var result = await ResultAsync(product);
        result["accepted"]!.GetValue<bool>().ShouldBeFalse();
        result["errors"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>()
            .ShouldBe("accounts[0].site.baseUrl：URLとして読み取れません。空白や誤字がないか確認してください。");
        product.Logs.ShouldNotContain(log => log.Level == LogLevel.Error);
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
    public async Task A_removed_account_and_a_year_that_has_passed_are_told_and_do_not_stop_the_document()
    {
        await using var product = await StartAsync();
        var old = product.Document["accounts"]![0]!.DeepClone();
        (old["id"], old["displayYear"]) = ("miws-2026", 2026);
        product.Document["accounts"] = new JsonArray(old);

        await product.ApplyAsync();

        var result = await ResultAsync(product);
        result["accepted"]!.GetValue<bool>().ShouldBeTrue();
        result["notes"]!.AsArray().Select(note => note!.GetValue<string>()).ShouldBe(
        [
            "媒体アカウント「miws-2026」の初期表示年度2026年は、すでに卒業の時期を過ぎています。新しい年度のアカウントの登録をご確認ください。",
            "媒体アカウント「miws-2027」を削除しました。取り込み済みの候補者との対応は残るため、もう一度追加しても二重に登録されることはありません。",
        ]);
    }

    [Fact]
    public async Task A_document_that_failed_half_way_schedules_its_new_account_when_it_is_uploaded_again()
    {
        await using var product = await StartAsync();
        var dueSlots = product.Get<Azure.Data.Tables.TableServiceClient>().GetTableClient(StorageNames.DueSlotsTable);
        var added = product.Document["accounts"]![0]!.DeepClone();
        (added["id"], added["credentialsSecret"]) = ("miws-new", "sample-miws-new");
        ((JsonArray)product.Document["accounts"]!).Add(added);
        await dueSlots.DeleteAsync();
        await product.ApplyAsync();

        await dueSlots.CreateAsync();
        await product.ApplyAsync();

        var due = await product.Get<Sync.Scheduling.IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow().AddDays(1), default);
        due.ShouldHaveSingleItem().Account.AccountId.ShouldBe("miws-new");
    }

    [Fact]
    public async Task What_is_uploaded_where_no_tenants_files_are_is_logged_and_left()
    {
        // Event Grid's filters are wider than the paths: on the real host such a blob fires with no tenant.
        await using var product = await StartAsync();

        await product.Get<Sync.Scheduling.RunNow>().RunAsync(null, default, default);
        await product.Get<Sync.Checking.CheckAccounts>().RunAsync(null, default, default);
        await product.Get<Sync.Retention.PurgeYear>().RunAsync(null, null, default, default);
        await product.Get<Sync.EventMapping.ImportEventMapping>().RunAsync(null, null, Stream.Null, default);
        await product.Get<Sync.Documents.ApplyTenantDocument>().RunAsync(null, Stream.Null, default);

        product.Logs.Where(log => log.Level == LogLevel.Warning).Select(log => log.Id.Id).ShouldBe([1021, 1112, 1612, 1502, 1102]);
    }

    [Fact]
    public async Task A_replaced_page_definition_repairs_a_changed_site_without_a_deploy()
    {
        await using var product = await StartAsync();
        product.MiwsFaults.Arm(new Simulators.Serving.Fault(Simulators.Miws.MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(Sync.Failures.FailureCode.SitePageChanged);

        // docs/when-miws-changes.md, step by step.
        await ReplaceAsync(product, "applicant-list", "column");
        var broken = await product.RunSlotAsync();

        broken.Run.Failure.ShouldBe(Sync.Failures.FailureCode.SitePageChanged, "the detail page has changed too");
        await ReplaceAsync(product, "applicant-detail", "term");
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    private static async Task ReplaceAsync(Product product, string name, string place)
    {
        await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream($"{name}.json")!;
        var definition = (await JsonNode.ParseAsync(shipped))!;
        definition["fields"]!["lastChanged"]![place] = new JsonArray("新しい最終更新日時", "最終更新日時");
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer)
            .GetBlobClient($"miws/{name}.json")
            .UploadAsync(BinaryData.FromString(definition.ToJsonString()), overwrite: true);
    }

    private static async Task<JsonNode> ResultAsync(Product product)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer)
            .GetBlobClient("sample.json");
        return JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content.ToString())!;
    }

    private Task<Product> StartAsync() => Product.StartAsync(storage, applicants: 4, options => options.UploadMapping = false);
}
