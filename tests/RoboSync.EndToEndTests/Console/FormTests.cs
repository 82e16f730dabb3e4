using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Forms: what is sent without the token of a page of ours is refused, in words.</summary>
public sealed class FormTests(StorageFixture storage)
{
    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/sign-out", "sign-out")]
    public async Task A_form_without_its_token_is_refused_in_words(string path, string form)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        using var response = await visitor.PostAsync(path, ("_handler", form), ("Input.MailAddress", "a@b.example"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Page.ReadAsync(response)).Document.QuerySelector("main h1").ShouldNotBeNull(site.Product.Errors())
            .TextContent.ShouldBe("送信を受け付けられませんでした");
        (await visitor.OpenAsync("/")).Title.ShouldBe("ホーム", "nothing was done");
    }

    [Fact]
    public async Task Every_form_of_every_page_is_posted_and_has_a_token()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        foreach (var role in Enum.GetValues<UserRole>())
        {
            using var visitor = await site.SignedInAsync(role);
            foreach (var route in ConsoleRoute.All)
            {
                var page = await visitor.OpenAsync(route.Path);
                foreach (var form in page.Document.Forms.Where(form => form.GetAttribute("method") != "get"))
                {
                    form.GetAttribute("method").ShouldBe("post", $"{route.Path}: {form.OuterHtml}");
                    form.QuerySelector("input[name=__RequestVerificationToken]").ShouldNotBeNull($"{route.Path}: {form.OuterHtml}");
                }
            }
        }
    }
}
