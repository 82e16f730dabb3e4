using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>What a recruiter sees of the runs, and what they can do about them.</summary>
public sealed class RunPagesTests(StorageFixture storage)
{
    private static readonly LinkScope People = new(ConsoleSite.Company, "miws", 2027);

    [Fact]
    public async Task The_first_page_says_how_each_account_is_what_needs_somebody_and_shows_a_run_going_on()
    {
        await using var site = await ConsoleSite.StartAsync(storage, configure: options => options.UploadMapping = false);
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        var page = await visitor.OpenAsync("/");
        page.Text.ShouldContain("まだ一度も連携していません。", Case.Sensitive, site.Product.Errors());
        page.Text.ShouldContain("イベント名対応表が登録されていない");
        page.Document.QuerySelector(".needed a[href='/mapping']").ShouldNotBeNull();

        var slot = await site.Product.RunSlotAsync();
        page = await visitor.OpenAsync("/");
        page.Text.ShouldContain("正常に連携しています。");
        page.Document.QuerySelectorAll(".beat").Length.ShouldBe(1, "no slot before it counts as missed");
        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull("nothing goes on");

        var run = slot.Reports.Values.Single()!;
        var (runs, account) = (site.Product.Get<IRunStore>(), run.Account);
        var current = await runs.ReadCurrentAsync(account, default);
        await runs.SaveAsync(
            current! with { RunId =
                "20991231T000000Z", Phase = RunPhase.Candidates, FinishedAt = null, WorklistCount = 40, WorklistDone = 10 },
            default);
        page = await visitor.OpenAsync("/");
        page.Text.ShouldContain("応募者を取り込んでいます（40人中10人）。");
        page.Document.QuerySelector("progress")!.GetAttribute("value").ShouldBe("10");
        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refused_sign_in_is_what_needs_somebody_first_with_the_button_that_cures_it()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        site.Product.MiwsFaults.Arm(new Fault(MiwsFaults.SignInRefused));
        await site.Product.RunSlotAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        var page = await visitor.OpenAsync("/");

        page.Document.QuerySelector(".needed li")!.TextContent.ShouldContain("MIWSにログインできませんでした。");
        page.Document.QuerySelector(".needed li a[role=button]")!.GetAttribute("href").ShouldBe("/media/miws-2027");
        (await visitor.OpenAsync("/run-now")).Text.ShouldContain("登録内容を直すまで連携されません");
    }

    [Fact]
    public async Task Running_now_is_accepted_runs_and_is_on_record()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        await visitor.OpenAsync("/run-now");
        var page = await visitor.SubmitAsync("run-now");

        page.Message.ShouldNotBeNull(page.Text).ShouldContain("受け付けました");
        await site.Product.DrainAsync();
        (await site.Product.DispatchAsync()).ShouldBeTrue();
        await site.Product.DrainAsync();
        (await visitor.OpenAsync("/runs")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, DateTimeOffset.MinValue, 10, default))
            .ShouldHaveSingleItem().Action.ShouldBe("今すぐ連携の実行");
    }

    [Fact]
    public async Task Who_was_left_out_is_named_with_why_and_is_retried_or_ignored()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        site.Product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 2, Value: "mail"));
        var run = (await site.Product.RunSlotAsync()).Reports.Values.Single()!;
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var address = $"/runs/{run.Account.AccountId}/{run.RunId}";
        var store = site.Product.Get<ISetAsideStore>();
        var numbers = (await store.ReadAllAsync(People, run.Account.AccountId, default)).Keys.Order().ToList();
        numbers.Count.ShouldBe(2);

        var page = await visitor.OpenAsync("/runs?result=warning");
        page.Document.QuerySelectorAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain("一部失敗");
        (await visitor.OpenAsync("/runs?result=success")).Document.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        page = await visitor.OpenAsync(address);
        page.Text.ShouldContain($"応募者番号 {numbers[0]}");
        page = await visitor.SubmitAsync("set-aside", ("Input.Ignore", numbers[0]));
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors()).ShouldContain("今後は取り込みません");
        page.Text.ShouldContain("取り込まない設定です");
        await visitor.OpenAsync($"/set-aside/{run.Account.AccountId}");
        page = await visitor.SubmitAsync("set-aside", ("Input.All", "all"));
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("次の連携で再試行します");

        await site.Product.RunSlotAsync();
        var left = (await store.ReadAllAsync(People, run.Account.AccountId, default)).Values.ShouldHaveSingleItem();
        left.ApplicantNumber.ShouldBe(numbers[0], "the other one came in");
        left.IsIgnored.ShouldBeTrue("no run has tried it again");
        await visitor.OpenAsync($"/set-aside/{run.Account.AccountId}");
        await visitor.SubmitAsync("set-aside", ("Input.Retry", numbers[0]));
        await site.Product.RunSlotAsync();
        (await store.ReadAllAsync(People, run.Account.AccountId, default)).ShouldBeEmpty();
        (await visitor.OpenAsync("/set-aside")).Text.ShouldContain("取り込めていない応募者はいません。");
    }

    [Fact]
    public async Task The_history_is_a_file_for_Excel_in_which_nothing_runs_and_nobody_else_gets_it()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var run = (await site.Product.RunSlotAsync()).Reports.Values.Single()!;
        var store = site.Product.Get<IRunStore>();
        var other = run with
        {
            RunId = RunRequest.IdOf(run.Slot.AddHours(-1)), Slot = run.Slot.AddHours(-1),
            ETag = (await store.ReadCurrentAsync(run.Account, default))!.ETag,
            NotDone = [new(Sync.Reports.NotDoneReason.SeminarUnmapped, "1", "=cmd|' /C calc'!A0")],
        };
        await store.SaveAsync(other, default);
        var address = $"/runs/{run.Account.AccountId}/{other.RunId}/left-out.csv";

        using (var viewer = await site.SignedInAsync(UserRole.Viewer))
        {
            using var list = await viewer.GetAsync("/runs.csv");
            list.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv", await list.Content.ReadAsStringAsync());
            (await list.Content.ReadAsStringAsync()).ShouldContain("miws-2027");
            using var leftOut = await viewer.GetAsync(address);
            (await leftOut.Content.ReadAsStringAsync()).ShouldContain("\"'=cmd|");
        }

        using var stranger = await site.SignedInAsync(UserRole.Manager, "elsewhere");
        using var refused = await stranger.GetAsync(address);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = site.Visit();
        using var nobody = await visitor.GetAsync("/runs.csv");
        nobody.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
