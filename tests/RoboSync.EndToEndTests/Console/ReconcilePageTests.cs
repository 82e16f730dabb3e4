using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The page 突き合わせ: asked for, looked at, taken home as a file, and put right.</summary>
public sealed class ReconcilePageTests(StorageFixture storage, Browser browser)
{
    [Fact]
    public async Task A_manager_asks_sees_who_differs_and_has_it_put_right()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var (eventId, candidateId, number) = await MakeDifferenceAsync(site);
        using var manager = await site.SignedInAsync(UserRole.Manager);
        (await manager.OpenAsync("/reconcile")).Text.ShouldContain("まだ突き合わせていません。");

        var page = await manager.SubmitAsync("reconcile-now");
        page.Text.ShouldContain("この画面は自動で更新されます。");
        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldNotBeNull();
        await site.Product.DrainAsync();
        page = await manager.OpenAsync(page.Path);

        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();
        page.Document.QuerySelectorAll("tbody tr")[0].TextContent.ShouldContain("違いあり", Case.Sensitive, "what differs stands first");
        page.Text.ShouldContain("当サービスが登録した予約が、HRMOSから削除されています。");
        page.Text.ShouldContain(number);
        using (var csv = await manager.GetAsync("/reconcile/miws-2027.csv"))
        {
            (await csv.Content.ReadAsStringAsync()).ShouldContain(number);
        }

        using var viewer = await site.SignedInAsync(UserRole.Viewer);
        (await viewer.OpenAsync("/reconcile")).Document.QuerySelectorAll("main form").ShouldBeEmpty("viewers only look");
        using var stranger = await site.SignedInAsync(UserRole.Manager, "elsewhere");
        (await stranger.GetAsync("/reconcile/miws-2027.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await manager.OpenAsync("/reconcile");
        page = await manager.SubmitAsync("repair", ("Input.One", $"miws-2027/{eventId}"));
        page.Message.ShouldNotBeNull(page.Text).ShouldStartWith("受け付けました。");
        page.Text.ShouldContain("次の連携で直します");
        await site.Product.DrainAsync();
        (await site.Product.DispatchAsync()).ShouldBeTrue();
        await site.Product.DrainAsync();

        site.Product.World.Hrmos.Data.FindBooking(eventId, candidateId)!.Status.ShouldBe("booked", site.Product.Errors());
        (await manager.OpenAsync("/reconcile")).Text.ShouldNotContain(number);
        (await manager.OpenAsync("/audit")).Text.ShouldContain("突き合わせで見つかった違いの修正");
    }

    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task The_page_is_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await MakeDifferenceAsync(site);
        await site.Product.UploadAsync("tenants", "sample/reconcile", "");
        var password = await site.AddAsync("reconcile-looks@sample.example", UserRole.Manager);
        var page = await browser.OpenAsync(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("ログインID").FillAsync("reconcile-looks@sample.example");
        await page.GetByLabel("パスワード").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("sign-in"));

        (await page.GotoAsync("/reconcile"))!.Status.ShouldBe(200);
        (await page.Locator("tbody tr").CountAsync()).ShouldBeGreaterThan(0);
        await Browser.ShouldBeGoodAsync(page, "reconcile");
    }

    // Somebody books, a run writes it, and staff take it away.
    private static async Task<(string EventId, string CandidateId, string Number)> MakeDifferenceAsync(ConsoleSite site)
    {
        var plan = site.Product.World.Plans[0];
        var number = site.Product.Miws.Applicants.First(item => MiwsFlows.IsImported(item.Flow)).Number;
        site.Product.Miws.SetBooking(plan.SeminarNumbers[0], number, "予約");
        (await site.Product.RunSlotAsync()).Run.Failure.ShouldBeNull(site.Product.Errors());
        var candidateId = site.Product.World.Hrmos.Data.Candidates.Single(item => item.ExternalId == $"miws:2027:{number}").Id;
        site.Product.World.Hrmos.Data.RemoveBooking(plan.EventId, candidateId);
        return (plan.EventId, candidateId, number);
    }
}
