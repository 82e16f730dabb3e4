using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RoboSync.Miws;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

/// <summary>Login ID and password go to the account's own origins and nowhere else.</summary>
public sealed class MiwsHostTests
{
    [Theory]
    [InlineData("ELSEWHERElogin")]
    [InlineData("//127.0.0.2/login")]
    [InlineData("https://127.0.0.1/login")]
    [InlineData("mailto:login@example.jp")]
    [InlineData("javascript:send()")]
    [InlineData("ftp://127.0.0.1/login")]
    [InlineData("data:text/html,x")]
    [InlineData("http://[")]
    public async Task A_form_that_goes_elsewhere_is_not_sent(string action)
    {
        await using var elsewhere = await OddMiws.StartAsync("", "/top");
        await using var miws =
            await OddMiws.StartAsync(action.Replace("ELSEWHERE", elsewhere.BaseUrl.ToString(), StringComparison.Ordinal), "/top");

        (await Should.ThrowAsync<SyncException>(() => OddMiws.SignInAsync(miws.BaseUrl))).Code.ShouldBe(FailureCode.SiteLeadsElsewhere);

        elsewhere.Requests.ShouldBeEmpty();
        miws.Requests.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Theory]
    [InlineData("ELSEWHEREtop")]
    [InlineData("//127.0.0.2/top")]
    [InlineData("https://127.0.0.1/top")]
    [InlineData("mailto:login@example.jp")]
    [InlineData("javascript:send()")]
    [InlineData("about:blank")]
    public async Task A_redirect_that_leads_elsewhere_is_not_followed(string redirect)
    {
        await using var elsewhere = await OddMiws.StartAsync("", "/top");
        await using var miws =
            await OddMiws.StartAsync("", redirect.Replace("ELSEWHERE", elsewhere.BaseUrl.ToString(), StringComparison.Ordinal));

        (await Should.ThrowAsync<SyncException>(() => OddMiws.SignInAsync(miws.BaseUrl))).Code.ShouldBe(FailureCode.SiteLeadsElsewhere);

        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "/top")]
    [InlineData("login", "top")]
    [InlineData("/login", "?page=top")]
    [InlineData(" login ", "/login/../top")]
    public async Task A_form_and_a_redirect_within_the_site_are_followed(string action, string redirect)
    {
        await using var miws = await OddMiws.StartAsync(action, redirect == "?page=top" ? "/top?page=top" : redirect);

        using var session = await OddMiws.SignInAsync(miws.BaseUrl);

        session.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task An_origin_that_the_definition_lists_is_the_sites_own()
    {
        await using var identity = await OddMiws.StartAsync("", "/top");
        await using var miws = await OddMiws.StartAsync($"{identity.BaseUrl}login", "/top");
        await using var shipped = typeof(MiwsOptions).Assembly.GetManifestResourceStream("site.json")!;
        var definition = (await JsonNode.ParseAsync(shipped))!;
        definition["site"]!["origins"] = new JsonArray(identity.BaseUrl.GetLeftPart(UriPartial.Authority));

        using var session = await OddMiws.SignInAsync(miws.BaseUrl, siteDefinition: definition.ToJsonString());

        identity.Requests.Select(request => request.Method).ShouldBe(["POST", "GET"]);
    }

    [Fact]
    public async Task A_page_that_redirects_elsewhere_later_is_a_failure_of_that_kind()
    {
        await using var miws = await OddMiws.StartAsync(async context =>
        {
            if (context.Request.Path == "/applicants" || context.Request.Method == "POST")
            {
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = context.Request.Method == "POST" ? "/top" : "mailto:login@example.jp";
                return;
            }

            await context.Response.WriteAsync(
                $"""<html><body>{(context.Request.Path == "/login" ? "<form id=login-form></form>" : OddMiws.SignedIn)}</body></html>""");
        });
        using var session = await OddMiws.SignInAsync(miws.BaseUrl);

        (await Should.ThrowAsync<SyncException>(() => session.ListApplicantsAsync(1, default)))
            .Code.ShouldBe(FailureCode.SiteLeadsElsewhere);
    }

    [Theory]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("http://192.0.2.1/")]
    public async Task A_site_at_an_address_that_is_not_public_is_not_connected_to(string site) =>
        (await Should.ThrowAsync<SyncException>(() => OddMiws.SignInAsync(new Uri(site)))).Code.ShouldBe(FailureCode.SiteAddressRefused);
}
