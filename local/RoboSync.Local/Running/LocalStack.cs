using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Local.Azurite;
using RoboSync.Simulators.KeyVault;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.SendGrid;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync.Users;

namespace RoboSync.Local.Running;

/// <summary>
/// Everything that a local run starts: storage, sites, and the functions as a process of their own. Disposing it leaves nothing running.
/// </summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> started = [];
    private readonly string folder = Directory.CreateTempSubdirectory("robosync-").FullName;
    private readonly int consolePort = AzuriteServer.FreePorts(1)[0];
    private FunctionsProcess functions = null!;

    private LocalStack()
    {
    }

    /// <summary>The simulators; null with a tenant of one's own.</summary>
    public SimulatedWorld? World { get; private set; }

    /// <summary>The tenant.</summary>
    public LocalTenant Tenant { get; private set; } = null!;

    /// <summary>The rules' ports on the run's storage, to look at what the functions do.</summary>
    public IServiceProvider Ports { get; private set; } = null!;

    /// <summary>Where mails go.</summary>
    public SendGridSite SendGrid { get; private set; } = null!;

    /// <summary>Connection string of the storage.</summary>
    public string Storage { get; private set; } = null!;

    /// <summary>The functions' log.</summary>
    public string LogFile => Path.Combine(folder, "functions.log");

    /// <summary>Most memory that the functions have used so far, in bytes.</summary>
    public long PeakMemory => functions.PeakMemory;

    /// <summary>Where the console is.</summary>
    public Uri Console => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{consolePort}/"));

    /// <summary>Who can sign in to the console.</summary>
    public IReadOnlyList<LocalSignIn> SignIns { get; private set; } = [];

    private KeyVaultSite Vault { get; set; } = null!;

    /// <summary>Starts everything and sets the tenant up.</summary>
    /// <exception cref="CannotStartException">With a sentence for the person who started it.</exception>
    public static async Task<LocalStack> StartAsync(LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var stack = new LocalStack();
        try
        {
            await stack.StartSitesAsync(options, cancellationToken);
            await stack.StartStorageAsync(options, say, cancellationToken);
            stack.SignIns = await LocalSignIn.AddAsync(
                stack.Ports.GetRequiredService<IConsoleUsers>(), stack.Tenant.TenantId, cancellationToken);
            var published = await PublishedFunctions.EnsureAsync(say, cancellationToken);
            say("Starting the functions …");
            stack.functions = FunctionsProcess.Start(published, stack.Settings(options.Telemetry), stack.LogFile);
            stack.started.Add(stack.functions);
            await stack.UploadAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Refuses to wait for functions that have ended.</summary>
    public void ThrowIfEnded()
    {
        if (!functions.IsRunning)
        {
            throw new CannotStartException($"The functions have ended. Their log says why:\n{File.ReadAllText(LogFile)}");
        }
    }

    /// <summary>Addresses, for people and for <c>--info</c>.</summary>
    public JsonObject Addresses()
    {
        JsonObject Site(Uri url) => new() { ["url"] = url.ToString(), ["admin"] = new Uri(url, "_admin/").ToString() };
        var addresses = new JsonObject
        {
            ["storage"] = Storage,
            ["tenants"] = new JsonArray(Tenant.TenantId),
            ["log"] = LogFile,
            ["console"] = new JsonObject
            {
                ["url"] = Console.ToString(),
                ["signIns"] = new JsonArray(
                    [.. SignIns.Select(signIn => new JsonObject
                    {
                        ["role"] = signIn.Role.ToString(), ["id"] = signIn.MailAddress, ["password"] = signIn.Password,
                    })]),
            },
            ["sendGrid"] = Site(SendGrid.Server.BaseUrl),
            ["keyVault"] = Site(Vault.Server.BaseUrl),
        };
        if (World is not null)
        {
            addresses["miws"] = Site(World.Miws.Server.BaseUrl);
            addresses["hrmos"] = Site(World.Hrmos.Server.BaseUrl);
        }

        return addresses;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var item in Enumerable.Reverse(started))
        {
            await item.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task StartSitesAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Config is { } file)
        {
            Tenant = LocalTenant.FromFile(file);
            SendGrid = await SendGridSite.StartAsync(TimeProvider.System, options.Seed);
            Vault = await KeyVaultSite.StartAsync(TimeProvider.System, options.Seed);
            started.AddRange([SendGrid, Vault]);
        }
        else
        {
            World = await SimulatedWorld.StartAsync(
                new WorldOptions { Applicants = options.Applicants, Seed = options.Seed, Skin = options.Skin });
            started.Add(World);
            (SendGrid, Vault) = (World.SendGrid, World.KeyVault);
            Tenant = LocalTenant.Demo(World);
        }

        Tenant.FillVault(Vault, options.Seed);
        Vault.Set("sendgrid-api-key", SendGrid.ApiKey);
    }

    private async Task StartStorageAsync(LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        if (options.Storage is null)
        {
            var azurite = await AzuriteServer.StartAsync(say, null, cancellationToken);
            started.Add(azurite);
            Storage = azurite.ConnectionString();
        }
        else
        {
            Storage = options.Storage;
        }

        StorageClients clients;
        try
        {
            clients = new StorageClients(
                new TableServiceClient(Storage),
                new BlobServiceClient(Storage),
                new QueueServiceClient(Storage, StorageClients.QueueOptions),
                new SecretClient(Vault.Server.BaseUrl, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)));
            await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, cancellationToken);
        }
        catch (Exception failure)
            when (failure is RequestFailedException or AggregateException or FormatException or InvalidOperationException)
        {
            throw new CannotStartException(
                "The storage account cannot be used. Check the connection string given with --storage, and that the account can be "
                + "reached.",
                failure);
        }

        Ports = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddRoboSyncStorage(clients).BuildServiceProvider();
    }

    private Dictionary<string, string> Settings(string? telemetry)
    {
        var certificate = Path.Combine(folder, "key-vault.pem");
        File.WriteAllText(certificate, Vault.Certificate.ExportCertificatePem());
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = Storage,
            ["DispatchSchedule"] = "* * * * * *",
            ["KeyVault__Uri"] = Vault.Server.BaseUrl.ToString(),
            ["Mail__From"] = "no-reply@robosync.example",
            ["Mail__SecretName"] = "sendgrid-api-key",
            ["Mail__SendGridHost"] = SendGrid.Server.BaseUrl.ToString().TrimEnd('/'),
            ["Sites__AllowLoopback"] = "true",
            ["Sync__StartSpread"] = "00:00:00",
            ["Sync__SupportContact"] = "support@robosync.example",
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:02",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
            ["DevHost__RepeatedBlobEvents"] = "0.2",
            ["DevHost__HttpPort"] = consolePort.ToString(CultureInfo.InvariantCulture),
            ["Console__BaseAddress"] = Console.ToString(),
            ["IDENTITY_ENDPOINT"] = Vault.IdentityEndpoint.ToString(),
            ["IDENTITY_HEADER"] = Vault.IdentityHeader,
            ["SSL_CERT_FILE"] = certificate,
        };
        if (telemetry is not null)
        {
            settings[telemetry is "console" ? "Telemetry__Console" : "OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry is "console"
                ? "true"
                : telemetry;
            settings["OTEL_METRIC_EXPORT_INTERVAL"] = "5000";
        }

        foreach (var (name, value) in Tenant.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }

    // By the same way that an operator and a customer take: upload, and read the result.
    private async Task UploadAsync(CancellationToken cancellationToken)
    {
        var blobs = new BlobServiceClient(Storage);
        await UploadDefinitionsAsync(blobs.GetBlobContainerClient(StorageNames.PageDefinitionsContainer), cancellationToken);
        var tenants = blobs.GetBlobContainerClient(StorageNames.TenantsContainer);
        await tenants.GetBlobClient($"{Tenant.TenantId}.json")
            .UploadAsync(BinaryData.FromString(Tenant.Document), overwrite: true, cancellationToken);
        var result = await ResultAsync(
            blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient($"{Tenant.TenantId}.json"), cancellationToken);
        if (result["accepted"]?.GetValue<bool>() is not true)
        {
            throw new CannotStartException(
                $"The tenant document was refused:\n{string.Join('\n', result["errors"]!.AsArray().Select(error => $"・{error}"))}");
        }

        if (Tenant.MappingCsv is { } csv)
        {
            var mappings = blobs.GetBlobContainerClient(StorageNames.MappingsContainer);
            var upload = string.Create(CultureInfo.InvariantCulture, $"mapping-{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}.csv");
            await mappings.GetBlobClient($"{Tenant.TenantId}/inbox/{upload}")
                .UploadAsync(BinaryData.FromString(csv), overwrite: true, cancellationToken);
            var outcome = await ResultAsync(mappings.GetBlobClient($"{Tenant.TenantId}/results/{upload}.json"), cancellationToken);
            if (outcome["accepted"]?.GetValue<bool>() is not true)
            {
                throw new CannotStartException($"The event mapping was refused:\n{outcome.ToJsonString()}");
            }
        }
    }

    private async Task UploadDefinitionsAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in SkinDefinitions.Of(World?.Miws.Skin ?? MiwsSkin.Plain))
        {
            await container.GetBlobClient($"miws/{name}.json")
                .UploadAsync(BinaryData.FromString(text), overwrite: true, cancellationToken);
            var result = await TextAsync(container.GetBlobClient($"miws/{name}.result.txt"), cancellationToken);
            if (!result.Contains("taken", StringComparison.Ordinal))
            {
                throw new CannotStartException($"The page definition {name} was refused:\n{result}");
            }
        }
    }

    private async Task<JsonNode> ResultAsync(BlobClient blob, CancellationToken cancellationToken) =>
        JsonNode.Parse(await TextAsync(blob, cancellationToken)) ?? throw new JsonException("The result is empty.");

    private async Task<string> TextAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetUtcNow() + UploadLimit;
        while (!await blob.ExistsAsync(cancellationToken))
        {
            ThrowIfEnded();
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new CannotStartException($"The functions did not take the upload within a minute. Their log: {LogFile}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        var content = await blob.DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToString();
    }
}
