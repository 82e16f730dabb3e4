using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>A test of the ports of the rules on Azurite, in a storage account of its own.</summary>
public abstract class StoreTest(StorageFixture storage) : IAsyncLifetime
{
    private ServiceProvider services = null!;

    private protected static AccountKey Account { get; } = new("sample", "miws-2027");

    private protected static LinkScope Scope { get; } = new("sample", "miws", 2027);

    private protected TestClock Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Counts the requests to tables.</summary>
    private protected CountingPolicy Counted { get; } = new();

    private protected StorageClients Clients { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var connection = await storage.TakeAccountAsync();
        var tables = new TableClientOptions();
        tables.AddPolicy(Counted, Azure.Core.HttpPipelinePosition.PerCall);
        Clients = new StorageClients(
            new TableServiceClient(connection, tables),
            new BlobServiceClient(connection),
            new QueueServiceClient(connection, StorageClients.QueueOptions),
            NoVault.Client);
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock)
            .AddRoboSyncStorage(Clients)
            .BuildServiceProvider();
        await StorageSetup.EnsureCreatedAsync(Clients.Tables, Clients.Blobs, Clients.Queues, default);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private protected static CandidateLink Intent(string number, string run) => new()
    {
        ApplicantNumber = number, RunId = run, IntendedAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), ContentHash = "content",
        RowHash = "row",
    };

    private protected RunState Run(string id) =>
        new() { Account = Account, RunId = id, Slot = Clock.GetUtcNow(), StartedAt = Clock.GetUtcNow(), HeartbeatAt = Clock.GetUtcNow() };
}
