using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Hrmos;

/// <summary>
/// Opens sessions; those of one site and token secret share one rate, in this process and in every other. A limit that was changed counts
/// at once.
/// </summary>
internal sealed class HrmosAts(
    IHttpClientFactory clients, IRateBudgetStore budgets, IOptions<HrmosOptions> options, TimeProvider clock, ILogger<HrmosAts> logger)
    : IAts, IDisposable
{
    /// <summary>Name of the HTTP client.</summary>
    public const string ClientName = "hrmos";

    private readonly ConcurrentDictionary<(string Key, int PerMinute), SharedRate> rates = new();

    public IAtsSession Open(HrmosSite site, Secret token)
    {
        var rate = rates.GetOrAdd(
            ($"{site.BaseUrl.Authority}{site.BaseUrl.AbsolutePath}{site.TokenSecret}", site.RequestsPerMinute),
            whose => new SharedRate(budgets, whose.Key, whose.PerMinute, options.Value.LongestWait, clock));
        return new HrmosSession(
            new HrmosClient(clients.CreateClient(ClientName), site, token, rate, options.Value, clock, logger), options.Value);
    }

    public void Dispose()
    {
        foreach (var rate in rates.Values)
        {
            rate.Dispose();
        }
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
