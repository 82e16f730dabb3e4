using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using RoboSync.Miws;
using RoboSync.Miws.Session;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;
using RoboSync.Tests.Hrmos;

namespace RoboSync.Tests.Miws;

/// <summary>How often a session is renewed, and how long MIWS is waited for.</summary>
public sealed class MiwsSessionTests
{
    private const string Maintenance = "<html><body><h1>ただいまメンテナンス中です</h1></body></html>";

    private const string LoginForm = """<html><body><form id="login-form" method="post" action="login"></form></body></html>""";

    private readonly WatchedClock clock = new();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_session_that_is_lost_again_and_again_is_renewed_as_often_as_the_setting_says(int renewals)
    {
        await using var site = await MiwsSite.StartAsync(TimeProvider.System, seed: 1, MiwsSkin.Plain);
        site.Logins["login"] = new MiwsLogin("login", "secret", 2027);
        using var session = await OddMiws.SignInAsync(site.Server.BaseUrl, new MiwsOptions { MaxRetries = 0, MaxRenewals = renewals });

        // Every page loses the session once, and reads well after a renewal.
        for (var page = 0; page < renewals; page++)
        {
            site.EndSessions();
            await session.ListApplicantsAsync(1, default);
        }

        site.EndSessions();
        var failure = await Should.ThrowAsync<SyncException>(() => session.ListApplicantsAsync(1, default));

        failure.Code.ShouldBe(FailureCode.SiteSessionTaken);
        site.Server.Requests.Count(request => request.Method == "POST").ShouldBe(1 + renewals);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_login_that_somebody_else_uses_while_the_session_begins_is_signed_in_again(int times, bool ends)
    {
        await using var site = await MiwsSite.StartAsync(TimeProvider.System, seed: 1, MiwsSkin.Plain);
        site.Logins["login"] = new MiwsLogin("login", "secret", 2027);
        site.Server.Faults.Arm(new Fault(MiwsFaults.SessionLost, "/top", Times: times));

        var signingIn = OddMiws.SignInAsync(site.Server.BaseUrl, new MiwsOptions { MaxRetries = 0, MaxRenewals = 2 });

        if (ends)
        {
            using var session = await signingIn;
            (await session.ListApplicantsAsync(1, default)).Rows.ShouldBeEmpty();
        }
        else
        {
            (await Should.ThrowAsync<SyncException>(() => signingIn)).Code.ShouldBe(FailureCode.SiteSessionTaken);
        }

        site.Server.Requests.Count(request => request.Method == "POST").ShouldBe(Math.Min(times + 1, 3));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("login?error=1")]
    [InlineData(null)]
    public async Task A_form_that_comes_again_without_a_word_may_be_a_refusal_and_is_not_filled_in_again(string? target)
    {
        await using var miws = await OddMiws.StartAsync(async context =>
        {
            if (context.Request.Method == "POST" && target is not null)
            {
                context.Response.Redirect(target);
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(LoginForm);
        });

        var failure = await Should.ThrowAsync<SyncException>(() => OddMiws.SignInAsync(miws.BaseUrl));

        failure.Code.ShouldBe(FailureCode.SitePageChanged);
        miws.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Theory]
    [InlineData(429, "", "120", FailureCode.SiteTooManyRequests, 120)]
    [InlineData(503, "", "120", FailureCode.SiteUnreachable, 120)]
    [InlineData(503, Maintenance, "7200", FailureCode.SiteMaintenance, 7200)]
    [InlineData(200, Maintenance, "7200", FailureCode.SiteMaintenance, 7200)]
    [InlineData(429, "", "Mon, 01 Jun 2026 01:00:00 GMT", FailureCode.SiteTooManyRequests, 3600)]
    [InlineData(503, Maintenance, "Mon, 01 Jun 2026 01:00:00 GMT", FailureCode.SiteMaintenance, 3600)]
    [InlineData(503, Maintenance, null, FailureCode.SiteMaintenance, null)]
    public async Task What_the_site_asks_to_wait_is_told_and_not_slept(
        int status, string body, string? retryAfter, FailureCode code, int? seconds)
    {
        await using var miws = await OddMiws.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(body);
        });

        var failure = await Should.ThrowAsync<SyncException>(
            () => OddMiws.SignInAsync(miws.BaseUrl, new MiwsOptions { LongestWait = TimeSpan.FromSeconds(20) }, clock: clock));

        failure.Code.ShouldBe(code);
        failure.RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
        miws.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_packed_as_its_header_says_is_a_site_that_did_not_answer(string encoding)
    {
        await using var miws = await OddMiws.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.WriteAsync("<html><body>これは圧縮されていません。</body></html>");
        });

        var failure = await Should.ThrowAsync<SyncException>(() => OddMiws.SignInAsync(miws.BaseUrl));

        failure.Code.ShouldBe(FailureCode.SiteUnreachable);
    }

    [Fact]
    public async Task Waiting_for_the_gap_is_no_time_out()
    {
        await using var miws = await OddMiws.StartAsync(context => context.Response.WriteAsync("<html></html>"));
        var site = new MediumSite(miws.BaseUrl, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        var shape = (await SavedPage.DefinitionsAsync()).Site;
        using var http = new MiwsHttp(site, shape, new MiwsOptions { MaxRetries = 0 }, 7, OddHrmos.Loopback, clock, NullLogger.Instance);
        await http.GetAsync("first", default);

        var second = http.GetAsync("second", default);
        var gap = TimeSpan.FromMilliseconds(Math.Truncate((site.MinimumGap * (1 + (new Random(7).NextDouble() / 2))).TotalMilliseconds));
        await clock.WaitsAsync(gap);
        clock.Advance(gap);

        (await second).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        miws.Requests.Count.ShouldBe(2);
    }
}
