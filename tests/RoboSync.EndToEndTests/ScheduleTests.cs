using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Scheduling;

namespace RoboSync.EndToEndTests;

/// <summary>When runs happen, and who is told when they do not.</summary>
public sealed class ScheduleTests(StorageFixture storage)
{
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
        product.Logs.Count(log => log.Message.StartsWith("OperatorAlarm OverdueRun: sample/miws-2027", StringComparison.Ordinal)).ShouldBe(2);
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
        var tenants = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer);

        await tenants.GetBlobClient("sample/run-now").UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        (await product.DispatchAsync()).ShouldBeTrue();
        await product.DrainAsync();

        product.ShouldBeInStep();
        product.Mails.ShouldContain(mail => mail.Subject.StartsWith("【RoboSync】6/1 09:00の連携結果", StringComparison.Ordinal));
        (await product.RunSlotAsync()).Slot.ShouldBe(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9)));
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
        var waiting = await product.Get<Azure.Storage.Queues.QueueServiceClient>().GetQueueClient(StorageNames.AccountSyncsQueue).GetPropertiesAsync();
        waiting.Value.ApproximateMessagesCount.ShouldBe(1);
        product.Clock.AdvanceTo(new DateTimeOffset(2026, 6, 2, 6, 0, 0, TimeSpan.FromHours(9)));
        await product.Get<Sync.Runs.IWorkQueues>().EnqueueSyncAsync(new Sync.Runs.SyncMessage(Sync.Runs.SyncMessage.CurrentSchema, "sample", "miws-2027", slot), TimeSpan.Zero, default);
        await product.DrainAsync();
        product.ShouldBeInStep();
    }

    private static async Task WatchAsync(Product product)
    {
        (await product.FireAsync(nameof(WatchOverdueRuns))).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
    }

    private static async Task<string> OverviewAsync(Product product)
    {
        var overview = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient("overview.csv");
        return (await overview.DownloadContentAsync()).Value.Content.ToString();
    }

    private static List<string> Overdue(Product product) => [.. product.Mails.Select(mail => mail.Subject).Where(subject => subject.Contains("2回続けて", StringComparison.Ordinal))];
}
