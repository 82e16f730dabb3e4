using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Traps;

/// <summary>What the sites and the clock do to a run.</summary>
public abstract class SiteTraps(StorageFixture storage, MiwsSkin skin)
{
    [Fact]
    public async Task Zero_rows_with_http_200_login_page_is_a_lost_session_and_no_empty_list()
    {
        await using var product = await StartAsync(applicants: 12);
        await product.RunSlotAsync();
        product.ArmMiws(new Fault(MiwsFaults.SessionLost200, "/applicants"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteSessionTaken);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.SignIns.ShouldBeLessThanOrEqualTo(9, "three a try: the sign-in and its two renewals");
    }

    [Fact]
    public async Task Page_2_repeats_page_1_stops_the_run_before_anything_is_written()
    {
        await using var product = await StartAsync(applicants: 160);
        product.ArmMiws(new Fault(MiwsFaults.PageRepeats, "/applicants"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SitePageRepeats);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSの一覧で同じページが繰り返し表示されたため、安全のため連携を止めました。");
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm SiteChanged", StringComparison.Ordinal));
        product.MiwsFaults.Clear();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Slot_over_midnight_jst_runs_on_the_day_that_begins()
    {
        await using var product = await StartAsync(applicants: 4, options =>
        {
            options.Start = new DateTimeOffset(2026, 6, 1, 23, 30, 0, TimeSpan.FromHours(9));
            options.Tenant = tenant => tenant["slots"] = new System.Text.Json.Nodes.JsonArray("00:00", "23:45");
        });

        var evening = await product.RunSlotAsync();
        var midnight = await product.RunSlotAsync();

        evening.Slot.ShouldBe(new DateTimeOffset(2026, 6, 1, 14, 45, 0, TimeSpan.Zero));
        midnight.Slot.ShouldBe(new DateTimeOffset(2026, 6, 1, 15, 0, 0, TimeSpan.Zero));
        midnight.Run.Counts.Listed.ShouldBe(4, "a new day reads the whole list");
        midnight.Mail.Subject.ShouldStartWith("【RoboSync】6/2 00:00の連携結果");
    }

    [Fact]
    public async Task A_missed_dispatch_is_caught_up_once_and_not_slot_by_slot()
    {
        await using var product = await StartAsync(applicants: 4);
        product.Clock.Advance(TimeSpan.FromDays(2));

        (await product.DispatchAsync()).ShouldBeTrue();
        await product.DrainAsync();

        product.World.Miws.Server.Requests.Count(skin.Addresses.IsSignIn).ShouldBe(1);
        product.ShouldBeInStep();
        var due = await product.Get<IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow().AddDays(1), default);
        due.ShouldHaveSingleItem().Due.ShouldBeGreaterThan(product.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_slot_is_never_run_twice_however_often_it_is_dispatched_or_delivered()
    {
        await using var product = await StartAsync(applicants: 4);
        var slot = await product.StartSlotAsync();
        await product.DispatchAsync();
        await product.DispatchAsync();
        await product.DrainAsync();
        var requests = product.World.Miws.Server.Requests.Count;
        await product.Get<IWorkQueues>().EnqueueSyncAsync(
            new RunRequest(RunRequest.CurrentSchema, "sample", "miws-2027", slot), TimeSpan.Zero, default);

        await product.DrainAsync();

        product.World.Miws.Server.Requests.Count.ShouldBe(requests);
        product.Mails.Count(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_reaches_its_time_budget_goes_on_in_a_message_of_its_own()
    {
        await using var product =
            await StartAsync(applicants: 230, options => options.Settings["Sync:TimeBudget"] = "00:01:00");
        await product.StartSlotAsync();
        product.Clock.Tick = TimeSpan.FromMilliseconds(300);

        await product.DrainAsync();

        product.Logs.Count(log => log.Message.StartsWith("Time budget used up", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        product.ShouldBeInStep();
        product.World.Miws.Server.Requests.Count(request => request.Target.StartsWith(skin.Addresses.Applicant, StringComparison.Ordinal))
            .ShouldBe(230, "nobody is read twice");
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_alarms_the_operator_and_stops_nobody_else()
    {
        await using var product = await StartAsync(applicants: 4);
        await product.Get<Azure.Storage.Queues.QueueServiceClient>().GetQueueClient("account-syncs")
            .SendMessageAsync("{\"schema\":\"account-sync/99\"}");

        await product.RunSlotAsync();

        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm PoisonedSync: a message", StringComparison.Ordinal));
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_defect_marks_the_run_failed_tells_the_customer_and_alarms_the_operator()
    {
        await using var product = await StartAsync(applicants: 4);
        await product.Get<Azure.Data.Tables.TableServiceClient>().GetTableClient("CandidateLinks").UpsertEntityAsync(
            new Azure.Data.Tables.TableEntity("sample|miws|2027", "%broken") { ["CandidateId"] = "1" });

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.Defect);
        slot.Mail.Text.ShouldContain("当サービス内部の問題により、連携を最後まで行えませんでした。");
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm PoisonedSync: run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_paused_account_is_left_out()
    {
        await using var product = await StartAsync(applicants: 4);
        await product.StartSlotAsync();
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.Get<ITenantStore>().SaveAsync("sample", product.Document.ToJsonString(), default);

        await product.DrainAsync();

        product.World.Miws.Server.Requests.ShouldBeEmpty();
        product.Mails.ShouldContain(mail => mail.Text.Contains("このアカウントの連携は停止中です。", StringComparison.Ordinal));
    }

    private Task<Product> StartAsync(int applicants, Action<ProductOptions>? configure = null) =>
        Product.StartAsync(storage, applicants, configure, skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class SiteTrapTests(StorageFixture storage) : SiteTraps(storage, MiwsSkin.Plain)
{
    private readonly StorageFixture storage = storage;

    [Fact]
    public async Task Somebody_who_changes_while_the_list_is_read_is_not_missed()
    {
        await using var product = await Product.StartAsync(storage, applicants: 120);
        var last = product.Miws.List(2027, new HashSet<string> { MiwsFlows.PreSite, MiwsFlows.MainSite })[^1];
        product.ArmMiws(new Fault(FaultNames.Slow, "/applicants", Skip: 1, Times: 1, Value: 400));

        var run = product.RunSlotAsync();
        await Eventually.TrueAsync(
            () => product.World.Miws.Server.Requests.Any(request => request.Target.EndsWith("page=1", StringComparison.Ordinal)));
        product.Miws.Edit(last.Number, person => person with { Club = "将棋部" });
        var slot = await run;

        slot.Run.Failure.ShouldBeNull();
        slot.MiwsRequests.Count(request => request.Target.EndsWith("page=1", StringComparison.Ordinal)
            && request.Target.StartsWith("/applicants", StringComparison.Ordinal)).ShouldBe(2, "it looked at the top again");
        product.ShouldBeInStep();
    }
}
