using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The console as a whole: what every page has.</summary>
public sealed class ConsoleTests(StorageFixture storage)
{
    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_comes_to_what_they_asked_for()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync("tanaka@sample.example", UserRole.Manager);
        using var visitor = site.Visit();

        var asked = await visitor.OpenAsync("/");
        asked.Title.ShouldBe("ログイン", site.Product.Errors());
        var page = await visitor.SubmitAsync("sign-in", ("Input.MailAddress", "tanaka@sample.example"), ("Input.Password", password));

        page.Path.ShouldBe("/", page.Text + site.Product.Errors());
        page.Title.ShouldBe("ホーム");
        page.Text.ShouldContain("株式会社サンプル");
        page.Html.ShouldContain("株式会社サンプル", Case.Sensitive, "no entities");
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_under_its_own_address()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        var page = await visitor.OpenAsync("/no-such-page");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Path.ShouldBe("/no-such-page");
        page.Title.ShouldBe("画面が見つかりません");
    }

    [Fact]
    public async Task An_operator_looks_at_a_company_below_its_address_and_changes_nothing_there()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Operator);

        (await visitor.OpenAsync("/")).Path.ShouldBe("/operator");
        var page = await visitor.OpenAsync("/view/sample");

        page.Text.ShouldContain("株式会社サンプル");
        page.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")!)
            .ShouldAllBe(href => href.StartsWith("/view/sample/", StringComparison.Ordinal));
        (await visitor.OpenAsync("/view/nobody")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Assets_are_kept_for_good_and_pages_are_not_kept_at_all()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = site.Visit();

        var page = await visitor.OpenAsync("/sign-in");
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var assets = page.Document.QuerySelectorAll("link[href], script[src]").Select(
            element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();
        assets.Count.ShouldBe(5);
        foreach (var asset in assets)
        {
            var response = await visitor.GetAsync(asset);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, asset);
            response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }
    }
}
