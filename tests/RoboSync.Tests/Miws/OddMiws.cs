using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Miws;

/// <summary>A server on the loopback interface that answers whatever a test wants, and the medium on it.</summary>
internal sealed class OddMiws : IAsyncDisposable
{
    public const string SignedIn = """<div id="header"><span class="display-year">2027年卒</span><a id="logout">ログアウト</a></div>""";

    private readonly SimulatorServer server;

    private OddMiws(SimulatorServer server) => this.server = server;

    public Uri BaseUrl => server.BaseUrl;

    public IReadOnlyList<RecordedRequest> Requests => server.Requests;

    public static async Task<OddMiws> StartAsync(RequestDelegate answer) =>
        new(await SimulatorServer.StartAsync((routes, _) => routes.Map("/{**path}", answer), 1, TimeProvider.System));

    /// <summary>A site whose form goes to an address and which answers a sign-in with a redirect.</summary>
    public static Task<OddMiws> StartAsync(string action, string redirect) => StartAsync(async context =>
    {
        if (context.Request.Method == "POST")
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = redirect;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(context.Request.Path == "/login"
            ? $"""<html><body><form id="login-form" method="post" action="{action}"><input type="hidden" name="t" value="1"></form></body></html>"""
            : $"<html><body>{SignedIn}</body></html>");
    });

    public static Task<IMediumSession> SignInAsync(
        Uri baseUrl, MiwsOptions? options = null, string? siteDefinition = null, TimeProvider? clock = null) =>
        Medium(options, siteDefinition, clock)
            .SignInAsync(Account(baseUrl), Sample.Account, new Credentials("login", "secret"), "run", default);

    public static MediaAccount Account(Uri baseUrl) => Sample.Tenant().Accounts[0] with
    {
        Site = new MediumSite(baseUrl, TimeSpan.Zero, TimeSpan.FromSeconds(5)),
    };

    public static IMedium Medium(MiwsOptions? options = null, string? siteDefinition = null, TimeProvider? clock = null)
    {
        var settings = options ?? new MiwsOptions { MaxRetries = 0 };
        return new ServiceCollection().AddLogging().AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<IPageDefinitionOverrides>(siteDefinition is null ? new PutUp() : new PutUp(("site", siteDefinition)))
            .AddSingleton<IPageArchive>(new Nowhere()).AddSingleton(NoQueues.Create()).AddSingleton<OperatorAlarms>()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(settings))
            .Configure<SitesOptions>(sites => sites.AllowLoopback = true)
            .AddMiws().BuildServiceProvider().GetRequiredService<IMedium>();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal sealed class Nowhere : IPageArchive
    {
        public Task KeepAsync(
            AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken) =>
                Task.CompletedTask;
    }
}
