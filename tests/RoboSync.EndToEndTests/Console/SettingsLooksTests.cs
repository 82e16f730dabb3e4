using Microsoft.Playwright;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The settings as a person sees them.</summary>
public sealed class SettingsLooksTests(StorageFixture storage, Browser browser)
{
    [Theory]
    [MemberData(nameof(Browser.Widths), MemberType = typeof(Browser))]
    public async Task Settings_are_good_to_see_and_to_use(int width)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.RunSlotAsync();
        var password = await site.AddAsync("tanaka@sample.example", UserRole.Manager);
        var page = await browser.OpenAsync(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("ログインID").FillAsync("tanaka@sample.example");
        await page.GetByLabel("パスワード").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(site.Address.ToString());
        foreach (var path in new[]
        {
            "media", "media/add/miws", "media/miws-2027", "media/miws-2027/delete", "media/check", "hrmos", "notifications", "mapping",
            "mapping/upload", "mapping/versions", "notifications/webhook",
        })
        {
            await page.GotoAsync($"/{path}");
            await Browser.ShouldBeGoodAsync(page, path.Replace('/', '-'));
        }

        await page.GotoAsync("/mapping");
        await page.Locator("a[href*='/mapping/seminars/']").First.ClickAsync();
        await Browser.ShouldBeGoodAsync(page, "mapping-seminar");
        await page.GotoAsync("/mapping/upload");
        await page.GetByLabel("ファイル選択").SetInputFilesAsync(new FilePayload
        {
            Name = "対応表.csv", MimeType = "text/csv", Buffer = "HRMOSイベントID,マイナビセミナーNo.\n1.23E+18,1\n"u8.ToArray(),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "ファイルアップロード" }).ClickAsync();
        await page.GetByText("このファイルは適用できません").WaitForAsync();
        await Browser.ShouldBeGoodAsync(page, "mapping-refused");
    }
}
