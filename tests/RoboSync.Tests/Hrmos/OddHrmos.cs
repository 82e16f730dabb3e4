using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
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

    public IAtsSession Open(HrmosOptions? options = null, TimeProvider? clock = null, RateLimiter? limiter = null, Uri? baseUrl = null)
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
    private sealed class Unlimited : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Held.Lease();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            new(new Held.Lease());
    }
}

/// <summary>A rate limiter that lets nobody pass before the test says so.</summary>
internal sealed class Held : RateLimiter
{
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task SomebodyWaits => waiting.Task;

    public override TimeSpan? IdleDuration => null;

    public void Open() => open.SetResult();

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        waiting.TrySetResult();
        await open.Task.WaitAsync(cancellationToken);
        return new Lease();
    }

    internal sealed class Lease : RateLimitLease
    {
        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
