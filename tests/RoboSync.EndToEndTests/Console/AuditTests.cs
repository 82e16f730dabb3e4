using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The audit log is filtered, paged and downloaded, each company's its own.</summary>
public sealed class AuditTests(StorageFixture storage)
{
    [Fact]
    public async Task What_was_done_is_found_page_by_page_and_as_a_file_in_which_nothing_runs()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var log = site.Product.Get<IAuditLog>();
        for (var minute = 0; minute < 120; minute++)
        {
            await log.AddAsync(new AuditEntry(
                site.Product.Clock.GetUtcNow().AddMinutes(minute), ConsoleSite.Company, "tanaka@sample.example", "時間帯の変更",
                minute == 7 ? "=1+1" : $"対象{minute}", ""), default);
        }

        using var viewer = await site.SignedInAsync(UserRole.Viewer);
        var page = await viewer.OpenAsync("/audit");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(100, page.Text);
        page.Text.ShouldContain("対象119");
        page = await viewer.OpenAsync(page.Document.QuerySelector("a[href*='before=']")!.GetAttribute("href")!);
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(20);
        (await viewer.OpenAsync("/audit?words=%E5%AF%BE%E8%B1%A1119")).Document.QuerySelectorAll("tbody tr").ShouldHaveSingleItem();
        using var file = await viewer.GetAsync("/audit.csv");
        (await file.Content.ReadAsStringAsync()).ShouldContain("\"'=1+1\"");

        using var stranger = await site.SignedInAsync(UserRole.Manager, "elsewhere");
        (await stranger.OpenAsync("/audit")).Text.ShouldContain("条件に合う記録はありません。");
        using var refused = await stranger.GetAsync("/operator/audit.csv");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
