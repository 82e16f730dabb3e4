using Microsoft.Playwright;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Pages as a person sees them, on a phone and on a desk's screen.</summary>
public sealed class PageLooksTests(StorageFixture storage, Browser browser)
{
    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task Pages_are_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync("tanaka@sample.example", UserRole.Manager);
        var page = await browser.OpenAsync(site.Address, width);

        await page.GotoAsync("/sign-in");
        await Browser.ShouldBeGoodAsync(page, "sign-in");
        await page.GetByLabel("ログインID").FillAsync("tanaka@sample.example");
        await page.GetByLabel("パスワード").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "ログイン" }).ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "sign-in-refused");
        await page.GetByLabel("パスワード").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(site.Address.ToString());
        await Browser.ShouldBeGoodAsync(page, "home");
        (await page.GotoAsync("/no-such-page"))!.Status.ShouldBe(404);
        await Browser.ShouldBeGoodAsync(page, "problem-404");
    }
}
