using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Storage;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>When runs happen, and who is told when they do not.</summary>
public sealed class ScheduleTests(StorageFixture storage)
{
    private static readonly AccountKey Account = new("sample", "miws-2027");

    [Fact]
    public async Task Two_slots_without_a_good_run_raise_an_alarm_and_one_mail_a_day()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnMissing, "/applicants", Value: "氏名"));
        await product.RunSlotAsync();
        product.Clock.Advance(TimeSpan.FromHours(2));
        await WatchAsync(product);
        Overdue(product).ShouldBeEmpty("one slot may fail");

        await product.RunSlotAsync();
        product.Clock.Advance(TimeSpan.FromHours(2));
        await WatchAsync(product);
        await WatchAsync(product);

        Overdue(product).ShouldHaveSingleItem().ShouldBe("【RoboSync】マイナビ2027（miws-2027）の連携が2回続けて完了していません");
        product.Logs.Count(log => log.Message.StartsWith("OperatorAlarm OverdueRun: sample/miws-2027", StringComparison.Ordinal))
            .ShouldBe(2);
        product.OperatorMails.Count(mail => mail.Subject.StartsWith("[RoboSync] OverdueRun", StringComparison.Ordinal)).ShouldBe(1);
        (await OverviewAsync(product)).ShouldContain("\"miws-2027\",\"2027\",\"休止中（自動復帰）\"");
        product.MiwsFaults.Clear();
        await product.RunSlotAsync();
        product.Clock.Advance(TimeSpan.FromHours(2));
        await WatchAsync(product);
        (await OverviewAsync(product)).ShouldContain("\"miws-2027\",\"2027\",\"正常\"");
        Overdue(product).Count.ShouldBe(1, "it works again");
    }

    [Fact]
    public async Task An_account_that_waits_for_the_customer_is_not_called_overdue()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.MiwsFaults.Arm(new Fault(MiwsFaults.AccountLocked));
        await product.RunSlotAsync();
        await product.RunSlotAsync();
        product.Clock.Advance(TimeSpan.FromDays(2));

        await WatchAsync(product);

        Overdue(product).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operator_can_run_a_tenant_now_and_its_ordinary_slots_follow()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);

        await RunNowAsync(product);

        product.ShouldBeInStep();
        product.Mails.ShouldContain(mail => mail.Subject.StartsWith("【RoboSync】6/1 09:00の連携結果", StringComparison.Ordinal));
        (await product.RunSlotAsync()).Slot.ShouldBe(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9)));
    }

    [Fact]
    public async Task Run_now_ends_a_rest_in_passing_and_never_tries_what_was_refused()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.MiwsFaults.Arm(new Fault(MiwsFaults.Maintenance));
        await product.RunSlotAsync();
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();

        await RunNowAsync(product);

        product.ShouldBeInStep();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();
        var signIns = SignIns(product);
        await RunNowAsync(product);
        SignIns(product).ShouldBe(signIns);
    }

    [Fact]
    public async Task A_dispatch_that_died_after_its_message_and_an_outage_behind_it_are_caught_up_by_one_run()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var slot = (await product.RunSlotAsync()).Slot;

        // As the dispatch left it that died before it wrote the next slot.
        await product.Get<IDueSlotStore>().SetNextAsync(Account, slot, default);
        product.Clock.Advance(TimeSpan.FromHours(22));
        var before = SignIns(product);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
            await product.DrainAsync();
            product.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        (SignIns(product) - before).ShouldBe(1, "caught up, and not each of the five slots");
    }

    [Fact]
    public async Task A_dispatch_that_died_before_its_message_and_an_outage_behind_it_are_caught_up_by_one_run()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        var slot = (await product.Get<IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow().AddDays(1), default)).ShouldHaveSingleItem();
        product.Clock.AdvanceTo(slot.Due);
        await product.Get<IDueSlotStore>().ClaimAsync(slot, TimeSpan.FromMinutes(4));
        product.Clock.Advance(TimeSpan.FromHours(22));
        var before = SignIns(product);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
            await product.DrainAsync();
            product.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        (SignIns(product) - before).ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_told_that_an_account_is_overdue_is_told_when_it_works_again()
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 4, options => options.Tenant = tenant => tenant["mail"]!["whenNothingNew"] = false);
        await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnMissing, "/applicants", Value: "氏名"));
        await product.RunSlotAsync();
        await product.RunSlotAsync();
        product.Clock.Advance(TimeSpan.FromHours(2));
        await WatchAsync(product);
        Overdue(product).Count.ShouldBe(1);
        product.MiwsFaults.Clear();

        (await product.RunSlotAsync()).Mails.ShouldHaveSingleItem().Subject.ShouldBe("【RoboSync】マイナビ2027（miws-2027）の連携が再開しました");
        (await product.RunSlotAsync()).Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Miws_is_left_alone_in_quiet_hours_and_the_run_goes_on_afterwards()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.Tenant = tenant =>
            tenant["quietHours"] = new JsonObject { ["from"] = "21:00", ["to"] = "06:00" });
        var slot = await product.StartSlotAsync();
        product.Clock.AdvanceTo(new DateTimeOffset(2026, 6, 1, 21, 30, 0, TimeSpan.FromHours(9)));

        await product.DrainAsync();

        product.World.Miws.Server.Requests.ShouldBeEmpty();
        var waiting = await product.Get<Azure.Storage.Queues.QueueServiceClient>().GetQueueClient(StorageNames.AccountSyncsQueue)
            .GetPropertiesAsync();
        waiting.Value.ApproximateMessagesCount.ShouldBe(1);
        product.Clock.AdvanceTo(new DateTimeOffset(2026, 6, 2, 6, 0, 0, TimeSpan.FromHours(9)));
        await product.Get<IWorkQueues>().EnqueueSyncAsync(
            new RunRequest(RunRequest.CurrentSchema, "sample", "miws-2027", slot), TimeSpan.Zero, default);
        await product.DrainAsync();
        product.ShouldBeInStep();
    }

    private static int SignIns(Product product) =>
        product.World.Miws.Server.Requests.Count(request => request is { Method: "POST", Target: "/login" });

    private static async Task RunNowAsync(Product product)
    {
        var tenants = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer);
        await tenants.GetBlobClient("sample/run-now").UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
    }

    private static async Task WatchAsync(Product product)
    {
        (await product.FireAsync(nameof(WatchOverdueRuns))).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
    }

    private static async Task<string> OverviewAsync(Product product)
    {
        var overview = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer)
            .GetBlobClient("overview.csv");
        return (await overview.DownloadContentAsync()).Value.Content.ToString();
    }

    private static List<string> Overdue(Product product) =>
        [.. product.Mails.Select(mail => mail.Subject).Where(subject => subject.Contains("2回続けて", StringComparison.Ordinal))];
}
