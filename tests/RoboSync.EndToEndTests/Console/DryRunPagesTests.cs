using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>予行 in the console: asked for, looked at, approved; by whom may, and by nobody else.</summary>
public sealed class DryRunPagesTests(StorageFixture storage)
{
    private const string Address = "/dry-run/miws-2027";

    private static AccountKey Account => new(ConsoleSite.Company, "miws-2027");

    [Fact]
    public async Task A_manager_has_a_dry_run_made_looks_at_it_and_approves_it()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var manager = await site.SignedInAsync(UserRole.Manager);
        using var viewer = await site.SignedInAsync(UserRole.Viewer);
        (await manager.OpenAsync(Address)).Text.ShouldContain("まだ予行を行っていません。");
        (await manager.SubmitAsync("dry-run")).Message.ShouldNotBeNull().ShouldContain("予行を受け付けました");

        await site.Product.DrainAsync();

        var page = await manager.OpenAsync(Address);
        page.Text.ShouldContain("承認待ち");
        page.Text.ShouldContain("4名");
        page.Text.ShouldContain("不明（HRMOSの設定を確認し、登録してください）");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(4);
        using var sheet = await viewer.GetAsync($"{Address}/plan.csv");
        (await sheet.Content.ReadAsStringAsync()).ShouldContain("新規登録");
        (await viewer.OpenAsync(Address)).Document.QuerySelectorAll("form button").Select(button => button.TextContent.Trim())
            .ShouldNotContain("この結果を破棄する");

        await manager.OpenAsync($"{Address}/approve");
        (await manager.SubmitAsync("approve")).Errors.ShouldNotBeEmpty("the effect has to be understood first");
        page = await manager.SubmitAsync("approve", ("Input.Understood", "true"));
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("承認を受け付けました");
        await site.Product.DrainAsync();
        site.Product.Clock.Advance(TimeSpan.FromSeconds(2));
        (await site.Product.DispatchAsync()).ShouldBeTrue();
        await site.Product.DrainAsync();

        site.Product.ShouldBeInStep();
        (await manager.OpenAsync(Address)).Text.ShouldContain("連携済み");
        var audit = await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, default, 10, default);
        audit.Select(entry => entry.Action).ShouldBe(["予行の承認", "予行の実行"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_plan_is_discarded_another_one_is_not_approved_by_an_old_page_and_what_HRMOS_mails_is_said()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var manager = await site.SignedInAsync(UserRole.Manager);
        await DryRunTests.DryRunAsync(site.Product);
        await manager.OpenAsync($"{Address}/approve");
        var second = await DryRunTests.DryRunAsync(site.Product);
        var page = await manager.SubmitAsync("approve", ("Input.Understood", "true"));
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("承認できる状態ではありません");

        await manager.OpenAsync("/dry-run-settings");
        page = await manager.SubmitAsync(
            "caution", ("Input.WhenCreated", "yes"), ("Input.WhenBooked", "no"), ("Input.NeedsApproval", "true"));
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("設定を保存しました");
        (await site.Product.Get<ITenantStore>().FindAsync(ConsoleSite.Company, default))!.FirstRunNeedsApproval.ShouldBeTrue();
        (await manager.OpenAsync(Address)).Text.ShouldContain("候補者の登録時：4名に送信されます／予約の登録時：送信されません");

        page = await manager.SubmitAsync("discard");
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("破棄しました");
        var plan = await site.Product.Get<IPlanStore>().ReadAsync(Account, default);
        (plan!.PlanId, plan.Status).ShouldBe((second.PlanId, PlanStatus.Discarded));
        using var stranger = await site.SignedInAsync(UserRole.Manager, "elsewhere");
        using var refused = await stranger.GetAsync($"{Address}/plan.csv");
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
