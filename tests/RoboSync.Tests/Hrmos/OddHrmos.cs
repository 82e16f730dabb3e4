using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Hrmos;

/// <summary>A server on the loopback interface that answers whatever a test wants, and sessions on it.</summary>
internal sealed class OddHrmos : IAsyncDisposable
{
    private readonly SimulatorServer server;
    private readonly ConcurrentBag<HttpClient> clients = [];

    private OddHrmos(SimulatorServer server) => this.server = server;

    public Uri BaseUrl => server.BaseUrl;

    public int Requests => server.Requests.Count;

    public static async Task<OddHrmos> StartAsync(RequestDelegate answer) =>
        new(await SimulatorServer.StartAsync((routes, _) => routes.Map("/{**path}", answer), 1, TimeProvider.System));

    public static Task<OddHrmos> StartAsync(int status, string body) => StartAsync(status, Encoding.UTF8.GetBytes(body));

    public static Task<OddHrmos> StartAsync(int status, byte[] body, string contentType = "application/json") => StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(body);
    });

    public IAtsSession Open(HrmosOptions? options = null, TimeProvider? clock = null, IRequestRate? limiter = null, Uri? baseUrl = null)
    {
        var settings = options ?? Quick();
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = (context, token) => Loopback.OpenAsync(context.InitialRequestMessage.RequestUri!, token),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = settings.MaxAnswerBytes,
        };
        clients.Add(http);
        var site = new HrmosSite(baseUrl ?? server.BaseUrl, "token", 100_000, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var client = new HrmosClient(
            http, site, new Secret("token", "v1"), limiter ?? new Unlimited(), settings, clock ?? TimeProvider.System, NullLogger.Instance);
        return new HrmosSession(client, settings);
    }

    public static HrmosOptions Quick() => new() { MaxRetries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };

    public static SiteConnections Loopback { get; } =
        new(Options.Create(new SitesOptions { AllowLoopback = true }), Dns.GetHostAddressesAsync);

    public ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }

        return server.DisposeAsync();
    }

    /// <summary>Lets everything pass.</summary>
    private sealed class Unlimited : IRequestRate
    {
        public Task WaitAsync(bool isRepeated, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RefusedAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>A rate that lets nobody pass before the test says so.</summary>
internal sealed class Held : IRequestRate
{
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task SomebodyWaits => waiting.Task;

    public void Open() => open.SetResult();

    public async Task WaitAsync(bool isRepeated, CancellationToken cancellationToken)
    {
        waiting.TrySetResult();
        await open.Task.WaitAsync(cancellationToken);
    }

    public Task RefusedAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Keeps budgets for as long as the test lasts, as storage would: several processes may share it.</summary>
internal sealed class SharedBudgets : IRateBudgetStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RateBudget> budgets = new(StringComparer.Ordinal);
    private int version;

    /// <summary>How often it was read or written.</summary>
    public int Requests { get; private set; }

    public Task<RateBudget> ReadAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Requests++;
            return Task.FromResult(budgets.GetValueOrDefault(key) ?? new RateBudget { Key = key });
        }
    }

    public Task<RateBudget> SaveAsync(RateBudget budget, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Requests++;
            return (budgets.GetValueOrDefault(budget.Key)?.ETag ?? "") == budget.ETag
                ? Task.FromResult(budgets[budget.Key] = budget with { ETag = $"{++version}" })
                : throw new StaleStateException("The budget");
        }
    }
}
