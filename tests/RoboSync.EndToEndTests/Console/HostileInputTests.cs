using AngleSharp.Html.Dom;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>What is typed anywhere comes out as text, and no page has anything in it that the policy would not let run.</summary>
public sealed class HostileInputTests(StorageFixture storage)
{
    private const string Canary = "\"'></textarea></select><x-canary onload=alert(1)>=cmd|' /C calc'!A0\u202Eevil<script>alert(2)</script>";

    [Theory]
    [InlineData(UserRole.Manager)]
    [InlineData(UserRole.Operator)]
    public async Task Whatever_is_sent_by_whatever_form_comes_out_as_text(UserRole role)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var sent = 0;
        foreach (var route in ConsoleRoute.All)
        {
            // A form of the page before may have ended the session.
            using var visitor = await site.SignedInAsync(role);
            var page = await visitor.OpenAsync(route.Path);
            foreach (var form in page.Document.Forms.Select(form => form.QuerySelector("input[name=_handler]")?.GetAttribute("value"))
                .OfType<string>().Where(name => name != "sign-out").Distinct().ToList())
            {
                var fields = page.Form(form).Elements.OfType<IHtmlInputElement>()
                    .Where(input => input.Type is "text" or "email" or "password" or "search" or "tel" or "url" or "date" or "time"
                        || (input.Type == "hidden" && input.Name?.StartsWith('_') is false))
                    .Select(input => input.Name).Concat(page.Form(form).Elements.OfType<IHtmlTextAreaElement>().Select(area => area.Name))
                    .OfType<string>();

                await visitor.OpenAsync(route.Path);
                if (visitor.Current.Document.Forms.All(
                    other => other.QuerySelector("input[name=_handler]")?.GetAttribute("value") != form))
                {
                    continue;
                }

                var answer = await visitor.SubmitAsync(form, [.. fields.Select(name => (name, Canary))]);
                sent++;
                ShouldBeHarmless(answer, $"{route.Path} {form}");
                ((int)answer.Status).ShouldBeLessThan(500, $"{route.Path} {form}: {site.Product.Errors()}");
            }

            ShouldBeHarmless(await visitor.OpenAsync(route.Path), route.Path);
            ShouldBeHarmless(await visitor.OpenAsync($"{route.Path}?return={Uri.EscapeDataString(Canary)}"), route.Path);
        }

        sent.ShouldBeGreaterThan(5);
    }

    private static void ShouldBeHarmless(Page page, string where)
    {
        page.Document.QuerySelector("x-canary").ShouldBeNull(where);
        page.Document.QuerySelectorAll("script:not([src]), style, [style]").ShouldBeEmpty(where);
        page.Document.All.SelectMany(element => element.Attributes).Select(attribute => attribute.Name)
            .ShouldNotContain(name => name.StartsWith("on", StringComparison.Ordinal), where);
        page.Response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem(where)
            .ShouldContain("default-src 'none'; script-src 'self'; style-src 'self'");
    }
}
