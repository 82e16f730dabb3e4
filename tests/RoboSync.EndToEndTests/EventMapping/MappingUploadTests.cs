using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.EventMapping;

namespace RoboSync.EndToEndTests.EventMapping;

/// <summary>What a recruiter uploads, and what comes back.</summary>
public sealed class MappingUploadTests(StorageFixture storage)
{
    [Fact]
    public async Task A_good_file_is_a_new_version_with_a_result_a_mail_and_a_fresh_sheet()
    {
        await using var product = await StartAsync();
        var events = product.World.Plans.Select(plan => plan.EventId).ToList();

        await product.UploadMappingAsync($"HRMOSイベントID,マイナビセミナーNo.\r\n{events[0]},270100\r\n{events[1]},270101\r\n");

        var map = await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default);
        (map.Version, map.EventBySeminar["270100"], map.EventBySeminar["270101"]).ShouldBe((1, events[0], events[1]));
        var outcome = await OutcomeAsync(product, "mapping-1.csv");
        outcome["accepted"]!.GetValue<bool>().ShouldBeTrue();
        outcome["eventsChecked"]!.GetValue<bool>().ShouldBeTrue();
        outcome["changes"]!["added"]!.GetValue<int>().ShouldBe(2);
        product.Mails.ShouldHaveSingleItem().Subject.ShouldBe("【RoboSync】イベント名対応表を登録しました");
        (await TextAsync(product, "sample/current.csv")).ShouldContain($"\"=\"\"{events[0]}\"\"\",\"=\"\"270100\"\"\"");
    }

    [Fact]
    public async Task A_file_with_mistakes_changes_nothing_and_comes_back_with_a_column_that_says_what_is_wrong()
    {
        await using var product = await StartAsync();
        var known = product.World.Plans[0].EventId;
        await product.UploadMappingAsync($"{known},270101\n");

        await product.UploadMappingAsync(
            $"HRMOSイベントID,マイナビセミナーNo.,メモ\r\n2.23993E+18,270100,=危険\r\n{known},270101,\r\n2239928341129609999,A,\r\n");

        (await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default)).EventBySeminar.Keys.ShouldBe(["270101"]);
        var outcome = await OutcomeAsync(product, "mapping-2.csv");
        outcome["accepted"]!.GetValue<bool>().ShouldBeFalse();
        outcome["problems"]!.AsArray().Select(problem => problem!["row"]!.GetValue<int>()).ShouldBe([2, 4, 4]);
        outcome["errorsFile"]!.GetValue<string>().ShouldBe("mapping-2.csv-errors.csv");
        var rows = (await TextAsync(product, "sample/results/mapping-2.csv-errors.csv")).Split("\r\n");
        rows[0].ShouldBe("\uFEFF\"HRMOSイベントID\",\"マイナビセミナーNo.\",\"メモ\",\"エラー\"");
        rows[1].ShouldStartWith("\"2.23993E+18\",\"270100\",\"'=危険\",\"HRMOSイベントIDが指数表記");
        rows[2].ShouldBe($"\"=\"\"{known}\"\"\",\"270101\",\"\",\"\"");
        product.Mails[^1].Subject.ShouldBe("【RoboSync】【要対応】イベント名対応表を登録できませんでした");
        product.Mails[^1].Text.ShouldContain("・2行目　HRMOSイベントID「2.23993E+18」：");
    }

    [Fact]
    public async Task A_workbook_is_told_how_to_be_saved()
    {
        await using var product = await StartAsync();

        await UploadAsync(product, "対応表.xlsx", [.. "PK\u0003\u0004"u8, .. Encoding.ASCII.GetBytes("[Content_Types].xml")]);

        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("Excelブック（.xlsxや.xls）のままアップロードされています。");
        (await OutcomeAsync(product, "対応表.xlsx"))["accepted"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_hrmos_it_is_taken_said_so_and_the_next_run_names_events_that_do_not_exist()
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.Maintenance));

        await product.UploadMappingAsync("2239928341129609999,270100\r\n");

        (await OutcomeAsync(product, "mapping-1.csv"))["eventsChecked"]!.GetValue<bool>().ShouldBeFalse();
        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。");
        product.HrmosFaults.Clear();
        var slot = await product.RunSlotAsync();
        slot.Mail.Text.ShouldContain("・HRMOSイベントID 2239928341129609999（セミナーNo. 270100）");
    }

    [Fact]
    public async Task The_same_file_again_makes_no_new_version_and_has_an_answer_of_its_own()
    {
        await using var product = await StartAsync();
        var csv = product.World.MappingCsv();
        await product.UploadMappingAsync(csv);

        await product.UploadMappingAsync(csv);

        (await OutcomeAsync(product, "mapping-2.csv"))["version"]!.GetValue<int>().ShouldBe(1);
        product.Mails[^1].Text.ShouldContain("これまでの対応表（第1版）と同じでした。");
        product.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_older_version_is_put_back_by_a_file_of_its_number()
    {
        await using var product = await StartAsync();
        var events = product.World.Plans.Select(plan => plan.EventId).ToList();
        await product.UploadMappingAsync($"{events[0]},270100\n");
        await product.UploadMappingAsync($"{events[1]},270100\n");

        await UploadAsync(product, "元に戻す-1.csv", []);

        var map = await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default);
        (map.Version, map.EventBySeminar["270100"]).ShouldBe((3, events[0]));
        await UploadAsync(product, "restore-9.csv", []);
        product.Mails[^1].Text.ShouldContain("第9版の対応表は見つかりませんでした。");
        (await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task Of_many_uploads_the_newest_by_time_wins_whatever_order_they_are_worked_off_in()
    {
        await using var product = await StartAsync();
        var events = product.World.Plans.Select(plan => plan.EventId).ToList();
        var inbox = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer);

        // Names in the other order than times: uploads are worked off by name here. Storage counts times in seconds.
        var last = DateTimeOffset.MinValue;
        foreach (var (name, index) in (IEnumerable<(string, int)>)[("c.csv", 0), ("b.csv", 1), ("a.csv", 2)])
        {
            DateTimeOffset uploaded;
            do
            {
                var info = await inbox.GetBlobClient($"sample/inbox/{name}")
                    .UploadAsync(BinaryData.FromString($"{events[index]},270100\n"), overwrite: true);
                uploaded = info.Value.LastModified;
            }
            while (uploaded <= last);

            last = uploaded;
        }

        await product.DrainAsync();

        (await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default)).EventBySeminar["270100"].ShouldBe(events[2]);
        product.Mails.Count.ShouldBe(3);
        foreach (var name in new[] { "b.csv", "c.csv" })
        {
            (await OutcomeAsync(product, name))["accepted"]!.GetValue<bool>().ShouldBeFalse();
            product.Mails.ShouldContain(mail => mail.Text.Contains($"【ファイル名】{name}", StringComparison.Ordinal)
                && mail.Text.Contains("より新しくアップロードされた対応表", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_older_upload_comes_too_late_also_where_the_newer_one_changed_nothing()
    {
        await using var product = await StartAsync();
        var events = product.World.Plans.Select(plan => plan.EventId).ToList();
        await product.UploadMappingAsync($"{events[0]},270100\n");
        var store = product.Get<IEventMappingStore>();
        var inForce = new Dictionary<string, string> { ["270100"] = events[0] };
        var newer = product.Clock.GetUtcNow().AddYears(1);

        (await store.SaveAsync("sample", inForce, newer, default)).ShouldBe(1);
        (await store.SaveAsync("sample", new Dictionary<string, string> { ["270100"] = events[1] }, newer.AddSeconds(-1), default))
            .ShouldBeNull();

        (await store.ReadCurrentAsync("sample", default)).EventBySeminar["270100"].ShouldBe(events[0]);
        await product.UploadMappingAsync($"{events[1]},270100\n");
        product.Mails[^1].Text.ShouldContain("より新しくアップロードされた対応表（第1版）が先に登録されているため");
    }

    [Fact]
    public async Task A_name_of_900_characters_has_a_result_and_a_mail_whatever_becomes_of_it()
    {
        await using var product = await StartAsync();
        var name = $"対応表{new string('長', 890)}.csv";

        await UploadAsync(product, name, Encoding.UTF8.GetBytes($"{product.World.Plans[0].EventId},270100\n"));
        await UploadAsync(product, $"2027/{name}", Encoding.UTF8.GetBytes("2.2E+18,270100\n"));
        await product.Get<PoisonedUpload>().RunAsync(
            $$"""{"ContainerName":"mappings","BlobName":"sample/inbox/{{new string('x', 960)}}"}""",
            StorageNames.MappingsContainer,
            default);
        await product.DrainAsync();

        product.Mails.Select(mail => mail.Subject)
            .ShouldBe(["【RoboSync】イベント名対応表を登録しました", "【RoboSync】【要対応】イベント名対応表を登録できませんでした", "【RoboSync】【要対応】イベント名対応表を登録できませんでした"]);
        product.Mails[0].Text.ShouldContain("【ファイル名】対応表長長長");
        (await product.Get<IEventMappingStore>().ReadOutcomeAsync("sample", name, default)).ShouldNotBeNull().Accepted.ShouldBeTrue();
        var refused = (await product.Get<IEventMappingStore>().ReadOutcomeAsync("sample", $"2027/{name}", default)).ShouldNotBeNull();
        (await TextAsync(product, $"sample/results/{refused.ErrorsFile}")).ShouldContain("指数表記");
    }

    [Fact]
    public async Task The_size_is_asked_for_before_anything_is_read()
    {
        await using var product = await StartAsync();
        await UploadAsync(product, "元.txt", new byte[21 * 1024 * 1024]);
        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("ファイルが大きすぎます（上限 20 MB）。");

        await product.Get<ImportEventMapping>().RunAsync("sample", "元.txt", new UnreadableStream(), default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[[[[")]
    [InlineData("7")]
    [InlineData("\uD800")]
    [InlineData("{\"ContainerName\":5,\"BlobName\":[]}")]
    [InlineData("{\"ContainerName\":\"mappings\",\"BlobName\":\"\\ud800\"}")]
    [InlineData("{\"ContainerName\":\"mappings\",\"BlobName\":null}")]
    [InlineData("{\"ContainerName\":\"mappings\",\"BlobName\":\"/inbox/\"}")]
    [InlineData("{\"ContainerName\":\"mappings\",\"BlobName\":\"a b/../inbox/\\u0000#?%\"}")]
    [InlineData("{\"ContainerName\":\"tenants\",\"BlobName\":\"LONG\"}")]
    public async Task Any_text_on_the_poison_queues_ends_in_an_alarm(string message)
    {
        await using var product = await StartAsync();
        var text = message.Replace("LONG", new string('長', 5000), StringComparison.Ordinal);

        await product.Get<PoisonedUpload>().RunAsync(text, StorageNames.MappingsContainer, default);
        await product.Get<Sync.Runs.PoisonedSync>().RunAsync(text, default);
        await product.Get<Sync.Notifications.PoisonedNotification>().RunAsync(text, default);
        await product.DrainAsync();

        foreach (var alarm in new[] { "PoisonedUpload", "PoisonedSync", "PoisonedNotification" })
        {
            product.Logs.ShouldContain(log => log.Message.StartsWith($"OperatorAlarm {alarm}:", StringComparison.Ordinal), alarm);
        }

        product.Logs.ShouldAllBe(log => log.Message.Length < 8000);
    }

    [Fact]
    public async Task A_crash_of_ours_ends_in_a_result_a_mail_and_an_alarm()
    {
        await using var product = await StartAsync();
        var known = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer)
            .GetBlobClient("sample/known/seminars/miws-2027.json");
        await known.UploadAsync(BinaryData.FromString("broken"), overwrite: true);

        await product.UploadMappingAsync(product.World.MappingCsv());

        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("当サービス内部の問題により、ファイルを処理できませんでした。");
        (await OutcomeAsync(product, "mapping-1.csv"))["problems"]!.AsArray().Count.ShouldBe(1);
        product.Logs.ShouldContain(
            log => log.Message.StartsWith("OperatorAlarm PoisonedUpload: an event mapping", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sheet_follows_what_the_sites_show_at_each_run()
    {
        await using var product = await StartAsync();
        await product.UploadMappingAsync(product.World.MappingCsv());
        await product.RunSlotAsync();
        var before = await TextAsync(product, "sample/current.csv");
        before.ShouldContain("会社説明会（2027年卒）");
        before.ShouldContain("No. 270106　1day仕事体験（2027年卒）");
        var added = product.World.Hrmos.Data.AddEvent(null, "追加の説明会", product.Clock.GetUtcNow());

        await product.RunSlotAsync();

        (await TextAsync(product, "sample/current.csv")).ShouldContain($"\"=\"\"{added.Id}\"\"\",\"\",\"追加の説明会\"");
    }

    [Fact]
    public async Task The_sheet_uploaded_as_it_is_changes_nothing()
    {
        await using var product = await StartAsync();
        await product.UploadMappingAsync(product.World.MappingCsv());
        await product.RunSlotAsync();

        await product.UploadMappingAsync(await TextAsync(product, "sample/current.csv"));

        (await OutcomeAsync(product, "mapping-2.csv"))["changes"]!["unchanged"]!.GetValue<int>().ShouldBe(6);
        product.Mails[^1].Text.ShouldContain("と同じでした。");
    }

    internal static async Task UploadAsync(Product product, string name, byte[] content)
    {
        var inbox = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer);
        await inbox.GetBlobClient($"sample/inbox/{name}").UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        await product.DrainAsync();
    }

    internal static async Task<byte[]> BytesAsync(Product product, string name)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient(name);
        return (await blob.DownloadContentAsync()).Value.Content.ToArray();
    }

    internal static async Task<JsonNode> OutcomeAsync(Product product, string upload) =>
        JsonNode.Parse(await BytesAsync(product, $"sample/results/{upload}.json"))!;

    private static async Task<string> TextAsync(Product product, string name) => Encoding.UTF8.GetString(await BytesAsync(product, name));

    private Task<Product> StartAsync() => Product.StartAsync(storage, applicants: 4, options => options.UploadMapping = false);

    private sealed class UnreadableStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nobody may read this.");
    }
}
