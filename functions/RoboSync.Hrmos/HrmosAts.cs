using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Hrmos;

/// <summary>Opens sessions; those of one site and token share one rate. A limit that was changed counts at once.</summary>
internal sealed class HrmosAts(
    IHttpClientFactory clients, IOptions<HrmosOptions> options, TimeProvider clock, ILogger<HrmosAts> logger) : IAts, IDisposable
{
    /// <summary>Name of the HTTP client.</summary>
    public const string ClientName = "hrmos";

    private const int Burst = 10;

    private readonly ConcurrentDictionary<(Uri Site, string Token, int PerMinute), RateLimiter> limiters = new();

    public IAtsSession Open(HrmosSite site, Secret token)
    {
        var limiter = limiters.GetOrAdd((site.BaseUrl, token.Version, site.RequestsPerMinute), _ => NewLimiter(site.RequestsPerMinute));
        return new HrmosSession(
            new HrmosClient(clients.CreateClient(ClientName), site, token, limiter, options.Value, clock, logger), options.Value);
    }

    public void Dispose()
    {
        foreach (var limiter in limiters.Values)
        {
            limiter.Dispose();
        }
    }

    // Evenly over the minute: a tenth of a second is the shortest beat that timers keep.
    private static TokenBucketRateLimiter NewLimiter(int perMinute)
    {
        var perBeat = Math.Max(1, perMinute / 600);
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(Burst, perBeat),
            TokensPerPeriod = perBeat,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)perBeat / perMinute),
            QueueLimit = int.MaxValue,
        });
    }
}

/// <summary>Registers the adapter.</summary>
public static class HrmosServices
{
    /// <summary>Adds <see cref="IAts"/>. <see cref="HrmosOptions"/> and <see cref="TimeProvider"/> come from the host.</summary>
    public static IServiceCollection AddHrmos(this IServiceCollection services)
    {
        // The time-out is the pipeline's, per try; a redirect would be an answer that the contract does not know; the factory's own loggers
        // write addresses; a proxy would be what the address is checked of.
        services.AddHttpClient(HrmosAts.ClientName, (provider, client) =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = provider.GetRequiredService<IOptions<HrmosOptions>>().Value.MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = Connect(provider.GetRequiredService<SiteConnections>()),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = false,
            })
            .RemoveAllLoggers();
        return services.AddSiteConnections().AddSingleton<IAts, HrmosAts>();
    }

    private static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> Connect(SiteConnections connections) =>
        (context, cancellationToken) => connections.OpenAsync(context.InitialRequestMessage.RequestUri!, cancellationToken);
}
