using Microsoft.Playwright;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The pages around signing in as a person sees them, on a phone and on a desk's screen.</summary>
public sealed class PageLooksTests(StorageFixture storage, Browser browser)
{
    private const string Tanaka = "tanaka@sample.example";

    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task Pages_are_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync(Tanaka, UserRole.Manager);
        await site.AddAsync("suzuki.ichiro.saiyo-tantou@sample.example", UserRole.Viewer);
        var page = await browser.OpenAsync(site.Address, width);

        await page.GotoAsync("/sign-in");
        await Browser.ShouldBeGoodAsync(page, "sign-in");
        await page.GetByLabel("ログインID").FillAsync(Tanaka);
        await page.GetByLabel("パスワード").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "ログイン" }).ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "sign-in-refused");
        await page.GetByLabel("パスワード").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(site.Address.ToString());
        await Browser.ShouldBeGoodAsync(page, "home");
        foreach (var path in new[] { "account", "password", "users", "forgotten", "reset", "sign-out" })
        {
            await page.GotoAsync($"/{path}");
            await Browser.ShouldBeGoodAsync(page, path);
        }

        await page.GotoAsync($"/users/{ConsoleUser.IdOf("suzuki.ichiro.saiyo-tantou@sample.example")}");
        await Browser.ShouldBeGoodAsync(page, "user");
        await page.GetByRole(AriaRole.Button, new() { Name = "利用者を削除しますか？" }).ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "user-delete");
        await page.GotoAsync("/password");
        await page.GetByRole(AriaRole.Button, new() { Name = "パスワードを設定する" }).ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "password-mistakes");
        await page.GotoAsync("/second-factor");
        await Browser.ShouldBeGoodAsync(page, "second-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "設定を始める" }).ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "second-factor-begun");
        (await page.GotoAsync("/no-such-page"))!.Status.ShouldBe(404);
        await Browser.ShouldBeGoodAsync(page, "problem-404");
    }

    [Fact]
    public async Task Signing_in_works_without_a_script_and_by_keyboard_alone()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync(Tanaka, UserRole.Manager);
        var page = await browser.OpenAsync(site.Address, script: false);
        await page.GotoAsync("/users");

        await page.Keyboard.PressAsync("Tab");
        (await page.Locator(":focus").TextContentAsync()).ShouldBe("本文へ移動");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Tanaka);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(password);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/users");

        (await page.Locator("h1").TextContentAsync()).ShouldBe("利用者");
    }

    [Fact]
    public async Task Nothing_is_refused_by_the_content_security_policy()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.AddAsync(Tanaka, UserRole.Manager);
        var page = await browser.OpenAsync(site.Address);
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("ログインID").FillAsync(Tanaka);
        await page.GetByLabel("パスワード").FillAsync(ConsoleSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(site.Address.ToString());
        foreach (var route in ConsoleRoute.All)
        {
            await page.GotoAsync(route.Path);
        }

        // What the browser advises, and a page with status 404, are no refusals.
        said.Where(text => text.Contains("Content Security Policy", StringComparison.Ordinal)
            || text.Contains("Error", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
