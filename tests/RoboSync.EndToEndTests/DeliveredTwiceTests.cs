using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Functions.Triggers;
using RoboSync.Storage;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Uploads;

namespace RoboSync.EndToEndTests;

/// <summary>Event Grid delivers at least once, at times twice at the same moment: one effect, one mail.</summary>
public sealed class DeliveredTwiceTests(StorageFixture storage)
{
    [Fact]
    public async Task A_document_is_applied_once_and_wakes_nobody_by_being_the_same_as_itself()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var login = product.World.LoginOf(2027);
        product.World.Miws.Logins[login.LoginId] = login with { Password = "changed" };
        await product.RunSlotAsync();
        SignIns(product).ShouldBe(1, "refused");
        product.Document["name"] = "株式会社サンプル二";
        await UploadAsync(product, StorageNames.TenantsContainer, "sample.json", product.Document.ToJsonString());
        var trigger = new TakeTenantDocument(product.Get<TakeUpload>());

        await AtOnceAsync(product, nameof(ApplyTenantDocument), () => trigger.RunAsync(Stream.Null, "sample", default));
        await trigger.RunAsync(Stream.Null, "sample", default);
        await product.DrainAsync();
        await product.RunSlotAsync();

        SignIns(product).ShouldBe(1, "what was refused is not tried again");
        product.Logs.Count(log => log.Id.Id == 1100).ShouldBe(2, "the first document and this one");
        await UploadAsync(product, StorageNames.TenantsContainer, "sample.json", product.Document.ToJsonString());
        await product.DrainAsync();
        await product.RunSlotAsync();
        SignIns(product).ShouldBe(2, "the very same document, uploaded once more, is the operator's word that it may be tried");
    }

    [Fact]
    public async Task A_mapping_is_one_version_and_one_mail_that_says_what_it_changed()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.UploadMapping = false);
        var (seminar, hrmosEvent) = (product.Miws.Seminars[0].Number, product.World.Hrmos.Data.Events[0].Id);
        await UploadAsync(
            product, StorageNames.MappingsContainer, "sample/inbox/one.csv", $"HRMOSイベントID,マイナビセミナーNo.\n{hrmosEvent},{seminar}\n");
        var trigger = new TakeEventMapping(product.Get<TakeUpload>());

        await AtOnceAsync(product, nameof(ImportEventMapping), () => trigger.RunAsync(Stream.Null, "sample", "one.csv", default));
        await product.DrainAsync();

        var versions = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer)
            .GetBlobsAsync(new() { Prefix = "sample/versions/" });
        (await versions.ToListAsync()).ShouldHaveSingleItem().Name.ShouldBe("sample/versions/1.json");
        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("第1版として登録しました");
    }

    [Fact]
    public async Task A_check_signs_in_once_and_is_mailed_once()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var mails = product.Mails.Count;
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/check", "");
        var trigger = new TakeCheck(product.Get<TakeUpload>());

        await AtOnceAsync(product, nameof(CheckAccounts), () => trigger.RunAsync(Stream.Null, "sample", default));
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.DrainAsync();

        SignIns(product).ShouldBe(1);
        product.Mails.Skip(mails).ShouldHaveSingleItem().Subject.ShouldBe("【RoboSync】接続確認が完了しました");
    }

    [Fact]
    public async Task A_run_now_is_one_slot_also_where_it_is_delivered_again_behind_its_run()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "");
        var trigger = new TakeRunNow(product.Get<TakeUpload>());

        await AtOnceAsync(product, nameof(RunNow), () => trigger.RunAsync(Stream.Null, "sample", default));
        for (var time = 0; time < 3; time++)
        {
            (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
            await product.DrainAsync();
            product.Clock.Advance(TimeSpan.FromMinutes(5));
            await trigger.RunAsync(Stream.Null, "sample", default);
        }

        SignIns(product).ShouldBe(1);
        product.Mails.Count(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal)).ShouldBe(1);
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "");
        await product.DrainAsync();
        (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
        SignIns(product).ShouldBe(2, "asked for once more");
    }

    [Fact]
    public async Task A_purge_has_one_proof_that_counts_all_of_it()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/purge-2027", "");
        var trigger = new TakePurge(product.Get<TakeUpload>());

        await AtOnceAsync(product, nameof(PurgeYear), () => trigger.RunAsync(Stream.Null, "sample", "2027", default));
        await product.DrainAsync();

        var results = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer);
        var proof = (await results.GetBlobsAsync(new() { Prefix = "sample-purge-" }).ToListAsync()).ShouldHaveSingleItem();
        (await results.GetBlobClient(proof.Name).DownloadContentAsync()).Value.Content.ToString().ShouldContain("\"candidateLinks\":4");
    }

    [Fact]
    public async Task An_upload_whose_first_delivery_failed_is_taken_by_the_next_one_which_names_its_effect_alike()
    {
        await using var product = await Product.StartAsync(storage, applicants: 1, options => options.UploadMapping = false);
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "");
        var blob = Blob(nameof(RunNow), "sample/run-now");
        var taken = new List<DateTimeOffset>();
        var once = product.Get<TakeUpload>();

        await Should.ThrowAsync<IOException>(
            once.OnceAsync(blob, (upload, _) => { taken.Add(upload.Since); throw new IOException("The worker dies."); }, default));
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await once.OnceAsync(blob, (upload, _) => { taken.Add(upload.Since); return Task.CompletedTask; }, default);
        await once.OnceAsync(blob, (upload, _) => { taken.Add(upload.Since); return Task.CompletedTask; }, default);

        taken.Count.ShouldBe(2);
        taken[1].ShouldBe(taken[0]);
    }

    [Fact]
    public async Task What_an_upload_holds_and_which_one_it_is_come_from_one_answer()
    {
        await using var product = await Product.StartAsync(storage, applicants: 1, options => options.UploadMapping = false);
        var (blob, uploads) = (Blob(nameof(RunNow), "sample/run-now"), product.Get<IUploadStore>());
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "first");
        var first = (await uploads.OpenAsync(blob, default)).ShouldNotBeNull();
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "second");
        var second = (await uploads.OpenAsync(blob, default)).ShouldNotBeNull();

        using var reader = new StreamReader(second.Content);
        (await reader.ReadToEndAsync()).ShouldBe("second");
        second.Version.ShouldNotBe(first.Version);
        (await uploads.OpenAsync(Blob(nameof(RunNow), "sample/nothing"), default)).ShouldBeNull();
        await first.Content.DisposeAsync();
    }

    // Both deliveries have begun while the turn is held, and neither has come any further.
    private static async Task AtOnceAsync(Product product, string function, Func<Task> delivery)
    {
        Task[] deliveries;
        await using (await product.Get<IUploadStore>().TryTakeTurnAsync(Blob(function, ""), default))
        {
            deliveries = [Task.Run(delivery), Task.Run(delivery)];
            await Eventually.TrueAsync(
                () => deliveries.All(task => task.Status is TaskStatus.WaitingForActivation or TaskStatus.RanToCompletion));
            deliveries.ShouldAllBe(task => !task.IsCompleted);
        }

        await Task.WhenAll(deliveries);
    }

    private static UploadedBlob Blob(string function, string name) => new(function, StorageNames.TenantsContainer, "sample", name);

    private static int SignIns(Product product) =>
        product.World.Miws.Server.Requests.Count(request => request is { Method: "POST", Target: "/login" });

    private static Task UploadAsync(Product product, string container, string name, string content) => product.Get<BlobServiceClient>()
        .GetBlobContainerClient(container).GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
}
