using Azure.Storage.Queues;
using Microsoft.Playwright;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The pages about runs and of operators as a person sees them.</summary>
public sealed class RunLooksTests(StorageFixture storage, Browser browser)
{
    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task Pages_of_runs_are_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        site.Product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 2, Value: "mail"));
        var run = (await site.Product.RunSlotAsync()).Reports.Values.Single()!;
        site.Product.World.Advance();
        await DryRunTests.DryRunAsync(site.Product);
        var page = await browser.OpenAsync(site.Address, width);
        await SignInAsync(site, page, UserRole.Manager);

        await Browser.ShouldBeGoodAsync(page, "home-runs");
        foreach (var (name, path) in new[]
        {
            ("run-now", "/run-now"), ("runs", "/runs"), ("run", $"/runs/{run.Account.AccountId}/{run.RunId}"),
            ("set-aside", "/set-aside"), ("set-aside-account", "/set-aside/miws-2027"),
            ("dry-run", "/dry-run"), ("plan", "/dry-run/miws-2027"), ("plan-approve", "/dry-run/miws-2027/approve"),
            ("dry-run-settings", "/dry-run-settings"),
            ("why", $"/why?number={site.Product.Miws.Applicants[0].Number}"), ("audit", "/audit"),
        })
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Browser.ShouldBeGoodAsync(page, name);
        }
    }

    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task Pages_of_operators_are_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.Get<QueueServiceClient>().GetQueueClient("account-syncs-poison")
            .SendMessageAsync("{\"schema\":\"account-sync/9\"}");
        await site.Product.Get<IPageArchive>()
            .KeepAsync(new AccountKey("sample", "miws-2027"), 2027, "20260601T030000Z", "applicant-list", "<p>*</p>", default);
        var page = await browser.OpenAsync(site.Address, width);
        await SignInAsync(site, page, UserRole.Operator);
        foreach (var (name, path) in new[]
        {
            ("companies", "/operator"), ("company", "/operator/companies/sample"), ("company-new", "/operator/companies/new"),
            ("company-suspend", "/operator/companies/sample/suspend"), ("overdue", "/operator/overdue"), ("poison", "/operator/poison"),
            ("definitions", "/operator/definitions"), ("put-back", "/operator/definitions/site/put-back"),
            ("kept-pages", "/operator/pages"),
            ("operator-audit", "/operator/audit"),
        })
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Browser.ShouldBeGoodAsync(page, name);
        }
    }

    private static async Task SignInAsync(ConsoleSite site, IPage page, UserRole role)
    {
        var mailAddress = $"{role}-looks@sample.example".ToLowerInvariant();
        var password = await site.AddAsync(mailAddress, role);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("ログインID").FillAsync(mailAddress);
        await page.GetByLabel("パスワード").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in"));
    }
}
