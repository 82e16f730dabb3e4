using RoboSync.EndToEndTests.Console;
using RoboSync.Pages.Captures;
using RoboSync.Simulators.World;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>capture --browser</c>: a person signs in and walks, and the workbench takes what comes.</summary>
public sealed class WalkedCaptureTests(Browser browser) : BenchTest
{
    [Fact]
    public async Task What_a_person_walked_through_is_a_capture_that_a_run_could_read()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        var site = world.Miws.Server.BaseUrl;
        var page = await browser.OpenAsync(site);

        var pages = await WalkedPages.TakeAsync(
            page, new Uri(site, "login"), (person, taken) => WalkAsync(person, taken, world), null, 2027,
            new CaptureFolder(new DirectoryInfo(bench.At("captures/one"))), lost => Assert.Fail(lost), default);

        pages.Select(one => one.Note.Definition).ShouldBe(
            ["site", "site", "applicant-list", "applicant-list", "applicant-detail", "seminar-list", "booking-list"]);
        pages.Select(one => one.Note.Page).ShouldBe([1, 1, 1, 2, 1, 1, 1]);
        var (code, said) = await bench.RunAsync("check captures/one");
        code.ShouldBe(0, said);
        said.ShouldContain("60 distinct rows on 2 pages, 60 stated: it is whole");
        await page.Context.CloseAsync();
    }

    private static async Task WalkAsync(Microsoft.Playwright.IPage page, Func<Task> taken, SimulatedWorld world)
    {
        var login = world.LoginOf(2027);
        await taken();
        await page.FillAsync("input[name=loginId]", login.LoginId);
        await page.FillAsync("input[name=password]", login.Password);
        await page.PressAsync("input[name=password]", "Enter");
        await page.WaitForURLAsync("**/top");
        await taken();
        var applicant = world.Miws.Data.List(2027, Simulators.Miws.MiwsFlows.Imported)[0].Number;
        var seminar = world.Plans[0].SeminarNumbers[0];
        foreach (var path in new[]
        {
            "applicants?year=2027&flow=10&flow=20&sort=updated&order=desc&page=1",
            "applicants?year=2027&flow=10&flow=20&sort=updated&order=desc&page=2",
            $"applicants/detail?year=2027&no={applicant}", "seminars?year=2027&page=1", $"seminars/bookings?year=2027&no={seminar}&page=1",
        })
        {
            await page.GotoAsync(new Uri(world.Miws.Server.BaseUrl, path).AbsoluteUri);
            await taken();
        }
    }
}
