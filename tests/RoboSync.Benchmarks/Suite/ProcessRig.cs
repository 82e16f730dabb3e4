using System.Globalization;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Local;
using RoboSync.Local.Azurite;
using RoboSync.Local.Running;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Benchmarks.Suite;

/// <summary>Published functions in as many processes as one likes, on one storage, Azurite, and simulators in this process.</summary>
internal sealed class ProcessRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly AzuriteServer azurite;
    private readonly string folder = Directory.CreateTempSubdirectory("robosync-benchmark-").FullName;
    private readonly List<FunctionsProcess> processes = [];

    private ProcessRig(AzuriteServer server, SimulatedWorld world, IServiceProvider ports) =>
        (azurite, World, Ports) = (server, world, ports);

    /// <summary>The simulators.</summary>
    public SimulatedWorld World { get; }

    /// <summary>The rules' ports on the storage.</summary>
    public IServiceProvider Ports { get; }

    /// <summary>Most memory of a worker so far, in bytes.</summary>
    public long PeakMemory => processes.Max(process => process.PeakMemory);

    /// <summary>Processor time of all workers so far.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromTicks(processes.Sum(process => process.ProcessorTime.Ticks));

    /// <summary>Starts storage and sites; the functions are started with <see cref="StartFunctionsAsync"/>.</summary>
    public static async Task<ProcessRig> StartAsync(WorldOptions options)
    {
        var server = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, null, default);
        var world = await SimulatedWorld.StartAsync(options);
        var connection = server.ConnectionString();
        var clients = new StorageClients(
            new TableServiceClient(connection),
            new BlobServiceClient(connection),
            new QueueServiceClient(connection, StorageClients.QueueOptions),
            new SecretClient(world.KeyVault.Server.BaseUrl, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)));
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);
        world.KeyVault.Set("sendgrid-api-key", world.SendGrid.ApiKey);
        var ports = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddRoboSyncStorage(clients)
            .BuildServiceProvider();
        return new ProcessRig(server, world, ports);
    }

    /// <summary>Starts so many processes and waits until they are up.</summary>
    /// <param name="count">How many.</param>
    /// <param name="more">Settings over those of the rig.</param>
    public async Task StartFunctionsAsync(int count, IReadOnlyDictionary<string, string>? more = null)
    {
        var published = await PublishedFunctions.EnsureAsync(System.Console.Error.WriteLine, default);
        for (var number = 0; number < count; number++)
        {
            var log = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"functions-{number}.log"));
            processes.Add(FunctionsProcess.Start(published, Settings(more ?? new Dictionary<string, string>()), log));
        }

        foreach (var process in processes)
        {
            await WaitAsync(() => Task.FromResult(process.Address is not null));
        }
    }

    /// <summary>The demo tenant, with an account for each year of the world.</summary>
    public async Task<IReadOnlyList<AccountKey>> AddDemoAsync()
    {
        var tenant = LocalTenant.Demo(World);
        tenant.FillVault(World.KeyVault, seed: 1);
        await AddAsync(tenant.TenantId, tenant.Document);
        var map = World.Plans.SelectMany(plan => plan.SeminarNumbers.Select(seminar => (seminar, plan.EventId)))
            .ToDictionary(pair => pair.seminar, pair => pair.EventId, StringComparer.Ordinal);
        await Ports.GetRequiredService<IEventMappingStore>()
            .SaveAsync(tenant.TenantId, map, TimeProvider.System.GetUtcNow(), default);
        return [.. TenantDocument.Parse(tenant.Document).Accounts.Select(account => new AccountKey(tenant.TenantId, account.AccountId))];
    }

    /// <summary>Stores a tenant.</summary>
    public Task AddAsync(string tenantId, string document) =>
        Ports.GetRequiredService<ITenantStore>().SaveAsync(tenantId, document, default);

    /// <summary>Runs one slot of these accounts and waits until each has ended.</summary>
    /// <returns>Their runs, with the slot's time.</returns>
    public async Task<(DateTimeOffset Slot, IReadOnlyList<RunState> Runs)> RunSlotAsync(IReadOnlyList<AccountKey> accounts)
    {
        // Ahead by as long as it takes to write them: they shall belong to one slot.
        var ahead = 3 + (accounts.Count / 50);
        var slot = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + ahead);
        var due = Ports.GetRequiredService<IDueSlotStore>();
        await Parallel.ForEachAsync(
            accounts, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (account, _) => await due.SetNextAsync(account, slot, default));
        var reports = Ports.GetRequiredService<ISlotReportStore>();
        var ended = new List<RunState>();
        await WaitAsync(async () =>
        {
            ended.Clear();
            foreach (var tenantId in accounts.Select(account => account.TenantId).Distinct(StringComparer.Ordinal))
            {
                ended.AddRange((await reports.ReadAsync(tenantId, slot, default)).Values.OfType<RunState>());
            }

            return ended.Count >= accounts.Count;
        });
        return ended.Find(run => run.Failure is not null) is { } failed
            ? throw new InvalidOperationException($"{failed.Account}: {failed.Failure} {failed.FailureDetail}")
            : (slot, ended);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        await World.DisposeAsync();
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (processes.Find(process => !process.IsRunning) is not null)
            {
                throw new InvalidOperationException("The functions have ended.");
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("The slot has not ended in half an hour.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private Dictionary<string, string> Settings(IReadOnlyDictionary<string, string> more)
    {
        var certificate = Path.Combine(folder, "key-vault.pem");
        File.WriteAllText(certificate, World.KeyVault.Certificate.ExportCertificatePem());
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString(),
            ["DispatchSchedule"] = "* * * * * *",
            ["KeyVault__Uri"] = World.KeyVault.Server.BaseUrl.ToString(),
            ["Mail__From"] = "no-reply@robosync.example",
            ["Sync__SupportContact"] = "support@robosync.example",
            ["Mail__SecretName"] = "sendgrid-api-key",
            ["Mail__SendGridHost"] = World.SendGrid.Server.BaseUrl.ToString().TrimEnd('/'),
            ["Sites__AllowLoopback"] = "true",
            ["Sync__StartSpread"] = "00:00:00",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
            ["IDENTITY_ENDPOINT"] = World.KeyVault.IdentityEndpoint.ToString(),
            ["IDENTITY_HEADER"] = World.KeyVault.IdentityHeader,
            ["SSL_CERT_FILE"] = certificate,
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }
}
