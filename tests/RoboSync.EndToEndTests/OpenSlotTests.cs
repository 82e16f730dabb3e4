using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>No slot that was started ends without its report, whatever became of its message, its worker or an earlier run.</summary>
public sealed class OpenSlotTests(StorageFixture storage)
{
    private static readonly AccountKey Account = new("sample", "miws-2027");

    [Fact]
    public async Task A_run_whose_message_was_lost_is_asked_for_again_and_its_slot_is_told_once()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var slot = await product.StartSlotAsync();
        await ClearAsync(product);

        await WatchAsync(product);
        (await ReportAsync(product, slot)).ShouldBeNull("it may still be on its way");
        product.Clock.Advance(TimeSpan.FromMinutes(16));
        await WatchAsync(product);
        await WatchAsync(product);

        (await ReportAsync(product, slot)).ShouldNotBeNull().Failure.ShouldBeNull();
        product.ShouldBeInStep();
        product.Mails.Count(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal)).ShouldBe(1);
        product.Logs.Count(log => log.Id.Id == 1030).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_stands_behind_others_in_the_queue_is_not_missed_yet()
    {
        // The queue says by the real time since when a message waits.
        await using var product =
            await Product.StartAsync(storage, applicants: 4, options => options.Start = TimeProvider.System.GetUtcNow());
        await product.StartSlotAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(16));

        (await product.FireAsync(nameof(WatchOpenSlots))).ShouldBeTrue(product.Errors());

        product.Logs.ShouldContain(log => log.Id.Id == 1032);
        product.Logs.ShouldNotContain(log => log.Id.Id == 1030);
        await ClearAsync(product);
        await WatchAsync(product);
        product.Logs.Count(log => log.Id.Id == 1030).ShouldBe(1, "nothing waits any more, and it has no report");
    }

    [Fact]
    public async Task A_run_whose_worker_died_over_a_message_that_was_consumed_goes_on()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var slot = await product.StartSlotAsync();
        await ClearAsync(product);
        var run = new RunState
        {
            Account = Account, RunId = RunRequest.IdOf(slot), Slot = slot, GraduationYear = 2027, StartedAt = product.Clock.GetUtcNow(),
            HeartbeatAt = product.Clock.GetUtcNow().AddMinutes(10),
        };
        await product.Get<IRunStore>().SaveAsync(run, default);

        product.Clock.Advance(TimeSpan.FromMinutes(20));
        await WatchAsync(product);
        product.Logs.ShouldNotContain(log => log.Id.Id == 1030, "it gave a sign of life ten minutes ago");
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await WatchAsync(product);

        (await ReportAsync(product, slot)).ShouldNotBeNull().Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_run_that_somebody_holds_the_lease_of_is_left_alone()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.StartSlotAsync();
        await ClearAsync(product);
        product.Clock.Advance(TimeSpan.FromHours(1));

        await using (await product.Get<IAccountLeases>().TryAcquireAsync(Account, default))
        {
            await WatchAsync(product);
        }

        product.Logs.ShouldNotContain(log => log.Id.Id == 1030);
        await WatchAsync(product);
        product.Logs.ShouldContain(log => log.Id.Id == 1030);
    }

    [Fact]
    public async Task A_run_that_ended_right_before_its_report_is_reported()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var slot = (await product.RunSlotAsync()).Slot;
        var reports = product.Get<TableServiceClient>().GetTableClient(StorageNames.SlotReportsTable);
        var report = (await reports.QueryAsync<TableEntity>().ToListAsync()).ShouldHaveSingleItem();
        await reports.UpdateEntityAsync(new TableEntity(report.PartitionKey, report.RowKey), Azure.ETag.All, TableUpdateMode.Replace);
        product.Clock.Advance(TimeSpan.FromMinutes(16));

        await WatchAsync(product);

        (await ReportAsync(product, slot)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_waits_long_is_asked_for_ever_more_seldom_and_what_has_ended_is_not_looked_at_again()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.StartSlotAsync();
        for (var look = 0; look < 24 * 4; look++)
        {
            product.Clock.Advance(TimeSpan.FromMinutes(15));
            await ClearAsync(product);
            (await product.FireAsync(nameof(WatchOpenSlots))).ShouldBeTrue(product.Errors());
        }

        product.Logs.Count(log => log.Id.Id == 1030).ShouldBeInRange(4, 8);
        product.Clock.Advance(TimeSpan.FromHours(6));
        await WatchAsync(product);
        await WatchAsync(product);
        (await OpenAsync(product)).ShouldBe(1, "it was asked for just now, and is looked at later");
        product.Clock.Advance(TimeSpan.FromHours(6));
        await WatchAsync(product);
        (await OpenAsync(product)).ShouldBe(0);
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_keeps_nobody_elses_slot_from_being_looked_at()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var broken = await product.StartSlotAsync();
        await ClearAsync(product);
        var reports = product.Get<TableServiceClient>().GetTableClient(StorageNames.SlotReportsTable);
        var report = (await reports.QueryAsync<TableEntity>().ToListAsync()).ShouldHaveSingleItem();
        await reports.UpdateEntityAsync(
            new TableEntity(report.PartitionKey, report.RowKey) { ["Json0"] = "{", ["RunId"] = "x" },
            Azure.ETag.All,
            TableUpdateMode.Replace);
        var slot = await product.StartSlotAsync();
        await ClearAsync(product);
        product.Clock.Advance(TimeSpan.FromMinutes(16));

        (await product.FireAsync(nameof(WatchOpenSlots))).ShouldBeFalse("FailedTimer alerts on it");
        await product.DrainAsync();

        broken.ShouldBeLessThan(slot);
        (await ReportAsync(product, slot)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_now_within_minutes_of_a_dead_run_is_not_left_out(bool holdsItsLease)
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var dead = await product.StartSlotAsync();
        await ClearAsync(product);
        var now = product.Clock.GetUtcNow();
        await product.Get<IRunStore>().SaveAsync(
            new RunState { Account = Account, RunId = RunRequest.IdOf(dead), Slot = dead, StartedAt = now, HeartbeatAt = now }, default);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (holdsItsLease ? await product.Get<IAccountLeases>().TryAcquireAsync(Account, default) : null)
        {
            await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient("sample/run-now")
                .UploadAsync(BinaryData.FromString(""));
            await product.DrainAsync();
            (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
            await product.DrainAsync();
        }

        var asked = product.Clock.GetUtcNow();
        if (holdsItsLease)
        {
            // A lease that is held may be a dead worker's for another minute: the message was put back, for longer than a test waits.
            (await ReportAsync(product, asked)).ShouldBeNull();
            await ClearAsync(product);
            await product.Get<IWorkQueues>().EnqueueSyncAsync(
                RunRequest.Of(Account, asked) with { HasWaited = true }, TimeSpan.Zero, default);
            await product.DrainAsync();
        }

        (await ReportAsync(product, asked)).ShouldNotBeNull().Failure.ShouldBeNull();
        (await ReportAsync(product, dead)).ShouldNotBeNull("the dead run's slot has its report, too");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_slot_is_left_to_an_earlier_run_that_still_holds_its_lease_at_the_second_look()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var earlier = await product.StartSlotAsync();
        await ClearAsync(product);
        var now = product.Clock.GetUtcNow();
        await product.Get<IRunStore>().SaveAsync(
            new RunState { Account = Account, RunId = RunRequest.IdOf(earlier), Slot = earlier, StartedAt = now, HeartbeatAt = now },
            default);
        var slot = await product.StartSlotAsync();
        await ClearAsync(product);
        await using (await product.Get<IAccountLeases>().TryAcquireAsync(Account, default))
        {
            await product.Get<IWorkQueues>().EnqueueSyncAsync(
                RunRequest.Of(Account, slot) with { HasWaited = true }, TimeSpan.Zero, default);
            await product.DrainAsync();
        }

        (await ReportAsync(product, slot)).ShouldNotBeNull().Failure.ShouldBe(FailureCode.EarlierRunGoesOn);
    }

    private static Task ClearAsync(Product product) =>
        product.Get<QueueServiceClient>().GetQueueClient(StorageNames.AccountSyncsQueue).ClearMessagesAsync();

    private static async Task WatchAsync(Product product)
    {
        (await product.FireAsync(nameof(WatchOpenSlots))).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
    }

    private static async Task<RunState?> ReportAsync(Product product, DateTimeOffset slot) =>
        (await product.Get<ISlotReportStore>().ReadAsync("sample", slot, default))["miws-2027"];

    private static async Task<int> OpenAsync(Product product) =>
        (await product.Get<TableServiceClient>().GetTableClient(StorageNames.DueSlotsTable)
            .QueryAsync<TableEntity>("PartitionKey eq 'open'").ToListAsync()).Count;
}
