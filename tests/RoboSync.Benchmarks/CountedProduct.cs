using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using RoboSync.Functions;
using RoboSync.Simulators.World;
using RoboSync.Storage;

namespace RoboSync.Benchmarks;

/// <summary>What an action cost.</summary>
/// <param name="Requests">Requests to storage and vault.</param>
/// <param name="Miws">Requests to MIWS.</param>
/// <param name="Hrmos">Requests to HRMOS.</param>
/// <param name="TelemetryItems">Log lines and spans.</param>
/// <param name="TelemetryBytes">Their size as JSON.</param>
/// <param name="Seconds">How long it took on this machine.</param>
internal sealed record Cost(
    IReadOnlyDictionary<RequestKind, int> Requests, int Miws, int Hrmos, int TelemetryItems, long TelemetryBytes, double Seconds);

/// <summary>
/// The product as it is composed for Azure, with counting clients, on Azurite and the simulators. The host's own requests are not among the
/// counted.
/// </summary>
internal sealed class CountedProduct : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RequestKind, int> counts = new();
    private readonly SimulatedWorld world;
    private readonly TelemetrySink sink;
    private readonly ServiceProvider services;
    private readonly SocketsHttpHandler vaultHandler;

    private CountedProduct(SimulatedWorld world, TelemetrySink sink, TimeProvider clock, string storage, WireTape? tape)
    {
        (this.world, this.sink) = (world, sink);
        vaultHandler = new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { world.KeyVault.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        var (tables, blobs, queues) = (new TableClientOptions(), new BlobClientOptions(), StorageClients.QueueOptions);
        var vault = new SecretClientOptions { DisableChallengeResourceVerification =
            true, Transport = new HttpClientTransport(new HttpClient(vaultHandler)) };
        tables.AddPolicy(new CountedRequests("table", counts), HttpPipelinePosition.PerCall);
        blobs.AddPolicy(new CountedRequests("blob", counts), HttpPipelinePosition.PerCall);
        queues.AddPolicy(new CountedRequests("queue", counts), HttpPipelinePosition.PerCall);
        vault.AddPolicy(new CountedRequests("vault", counts), HttpPipelinePosition.PerCall);
        if (tape is not null)
        {
            tables.Transport = blobs.Transport = queues.Transport = new HttpClientTransport(
                new HttpClient(tape.Recorder("storage", new SocketsHttpHandler())));
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(world, sink, storage)).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        collection.AddRoboSync(configuration)
            .AddSingleton(clock)
            .AddSingleton(new TableServiceClient(storage, tables))
            .AddSingleton(new BlobServiceClient(storage, blobs))
            .AddSingleton(new QueueServiceClient(storage, queues))
            .AddSingleton(new SecretClient(world.KeyVault.Server.BaseUrl, new SimulatedCredential(world.KeyVault.AccessToken), vault));
        if (tape is not null)
        {
            collection.AddHttpClient("hrmos").AddHttpMessageHandler(() => tape.Recorder("hrmos", inner: null));
        }

        services = collection.BuildServiceProvider();
    }

    /// <summary>The composed services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Composes the product and creates what it stores in.</summary>
    public static async Task<CountedProduct> StartAsync(
        SimulatedWorld world, TelemetrySink sink, TimeProvider clock, string storage, WireTape? tape = null)
    {
        var product = new CountedProduct(world, sink, clock, storage, tape);
        foreach (var hosted in product.services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        await StorageSetup.EnsureCreatedAsync(
            product.Get<TableServiceClient>(), product.Get<BlobServiceClient>(), product.Get<QueueServiceClient>(), default);
        return product;
    }

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Does something and says what it cost.</summary>
    public async Task<Cost> MeasureAsync(Func<Task> action)
    {
        Flush();
        counts.Clear();
        var (miws, hrmos, telemetry) = (world.Miws.Server.Requests.Count, world.Hrmos.Server.Requests.Count, sink.Received);
        var start = TimeProvider.System.GetTimestamp();
        await action();
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Flush();
        var (items, bytes) = sink.Received;
        return new Cost(
            new Dictionary<RequestKind, int>(counts),
            world.Miws.Server.Requests.Count - miws,
            world.Hrmos.Server.Requests.Count - hrmos,
            items - telemetry.Items,
            bytes - telemetry.Bytes,
            seconds);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        vaultHandler.Dispose();
    }

    private static Dictionary<string, string?> Settings(SimulatedWorld world, TelemetrySink sink, string storage) =>
        new(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = storage,
            ["DispatchSchedule"] = "0 */5 * * * *",
            ["KeyVault:Uri"] = world.KeyVault.Server.BaseUrl.ToString(),
            ["Mail:From"] = "no-reply@robosync.example",
            ["Sync:SupportContact"] = "support@robosync.example",
            ["Mail:SecretName"] = "sendgrid-api-key",
            ["Mail:SendGridHost"] = world.SendGrid.Server.BaseUrl.ToString().TrimEnd('/'),
            ["Sites:AllowLoopback"] = "true",
            ["Sync:StartSpread"] = "00:00:00",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = sink.ConnectionString,
        };

    private void Flush()
    {
        Get<TracerProvider>().ForceFlush();
        Get<LoggerProvider>().ForceFlush();
    }

    private sealed class SimulatedCredential(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(token, TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
