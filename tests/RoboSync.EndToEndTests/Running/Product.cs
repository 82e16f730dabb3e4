using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RoboSync.DevHost.InProcess;
using RoboSync.Functions;
using RoboSync.Functions.Triggers;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.SendGrid;
using RoboSync.Simulators.Serving;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Runs;

namespace RoboSync.EndToEndTests.Running;

/// <summary>
/// The whole product as it is composed for Azure, on Azurite and the simulators, driven step by step: the triggers run when a test fires
/// them, and time moves when a test moves it.
/// </summary>
internal sealed class Product : IAsyncDisposable
{
    private const string OperatorAddress = "operator@robosync.example";

    private readonly FakeLogCollector logs;
    private readonly ServiceProvider services;
    private readonly InProcessFunctions functions;
    private readonly SocketsHttpHandler vaultHandler;
    private int uploads;
    private DirectoryInfo? vaultFolder;

    private Product(SimulatedWorld world, TestClock clock, JsonObject document, string storage, ProductOptions options)
    {
        (World, Clock, Document, Storage) = (world, clock, document, storage);
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
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(world, storage))
            .AddInMemoryCollection(options.Settings!).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddFakeLogging());
        collection.AddRoboSync(configuration)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(
                new SecretClient(world.KeyVault.Server.BaseUrl, new SimulatedCredential(world.KeyVault.AccessToken), new SecretClientOptions
                {
                    DisableChallengeResourceVerification = true,
                    Transport = new HttpClientTransport(new HttpClient(vaultHandler)),
                    Retry = { MaxRetries = 0 },
                }));
        if (options.StoragePolicy is { } policy)
        {
            collection.AddSingleton(new TableServiceClient(storage, With(StorageClients.TableOptions, policy)))
                .AddSingleton(new BlobServiceClient(storage, With(StorageClients.BlobOptions, policy)))
                .AddSingleton(new QueueServiceClient(storage, With(StorageClients.QueueOptions, policy)));
        }

        options.Services?.Invoke(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        logs = services.GetFakeLogCollector();
        functions = new InProcessFunctions(services, typeof(StartDueSyncs).Assembly);
    }

    public SimulatedWorld World { get; }

    public TestClock Clock { get; }

    /// <summary>The tenant document; change it and call <see cref="ApplyAsync"/>.</summary>
    public JsonObject Document { get; }

    /// <summary>Connection string of the storage account.</summary>
    public string Storage { get; }

    public MiwsData Miws => World.Miws.Data;

    public FaultSwitch MiwsFaults => World.Miws.Server.Faults;

    public MiwsSkin Skin => World.Miws.Skin;

    public FaultSwitch HrmosFaults => World.Hrmos.Server.Faults;

    /// <summary>What the customer was mailed.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. World.SendGrid.Mails.Where(mail => !IsToOperator(mail))];

    /// <summary>What the operator was mailed.</summary>
    public IReadOnlyList<ReceivedMail> OperatorMails => [.. World.SendGrid.Mails.Where(IsToOperator)];

    /// <summary>Everything logged so far.</summary>
    public IReadOnlyList<FakeLogRecord> Logs => logs.GetSnapshot();

    /// <summary>A port of the rules, or one of the product's own services.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>
    /// Starts the world, sets the demo tenant up by its document and uploads its event mapping. One account unless a test wants more.
    /// </summary>
    public static async Task<Product> StartAsync(
        StorageFixture storage, int applicants = 24, Action<ProductOptions>? configure = null, MiwsSkin? skin = null)
    {
        var options = new ProductOptions
        {
            World = new WorldOptions
            {
                Applicants = applicants, Years = [2027], SearchLag = TimeSpan.Zero, Skin = skin ?? MiwsSkin.Plain,
            },
        };
        configure?.Invoke(options);
        var clock = new TestClock(options.Start);
        var world = await SimulatedWorld.StartAsync(options.World with { Clock = clock });
        var tenant = LocalTenant.Demo(world);
        tenant.FillVault(world.KeyVault, options.World.Seed);
        world.KeyVault.Set("sendgrid-api-key", world.SendGrid.ApiKey);
        var document = (JsonObject)JsonNode.Parse(tenant.Document)!;
        var product = new Product(world, clock, document, options.Storage ?? await storage.TakeAccountAsync(), options);
        await StorageSetup.EnsureCreatedAsync(
            product.Get<TableServiceClient>(), product.Get<BlobServiceClient>(), product.Get<QueueServiceClient>(), default);
        options.Tenant?.Invoke(document);
        await product.UploadDefinitionsAsync();
        await product.ApplyAsync();
        if (options.UploadMapping)
        {
            await product.UploadMappingAsync(tenant.MappingCsv!);
        }

        return product;
    }

    /// <summary>
    /// Arms a fault of MIWS that is written for the plain skin, at the same step and in the same words of this product's.
    /// </summary>
    public void ArmMiws(Fault fault) => MiwsFaults.Arm(Skin.Own(fault));

    /// <summary>Uploads the tenant document and has it applied.</summary>
    public async Task ApplyAsync()
    {
        var tenants = Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer);
        await tenants.GetBlobClient($"{Document["tenantId"]}.json")
            .UploadAsync(BinaryData.FromString(Document.ToJsonString()), overwrite: true);
        await DrainAsync();
    }

    /// <summary>Uploads an event mapping and has it imported.</summary>
    public async Task UploadMappingAsync(string csv)
    {
        var inbox = Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer);
        await inbox.GetBlobClient($"{Document["tenantId"]}/inbox/mapping-{++uploads}.csv")
            .UploadAsync(BinaryData.FromString(csv), overwrite: true);
        await DrainAsync();
    }

    /// <summary>Uploads a blob and has it worked off.</summary>
    public async Task UploadAsync(string container, string name, string content)
    {
        await Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobClient(name)
            .UploadAsync(BinaryData.FromString(content), overwrite: true);
        await DrainAsync();
    }

    /// <summary>Moves the clock to the tenant's next slot, dispatches, and works everything off.</summary>
    public async Task<SlotOutcome> RunSlotAsync()
    {
        var (miws, hrmos, mails) = (World.Miws.Server.Requests.Count, World.Hrmos.Server.Requests.Count, Mails.Count);
        var slot = await StartSlotAsync();
        await DrainAsync();
        var reports = await Get<ISlotReportStore>().ReadAsync((string)Document["tenantId"]!, slot, default);
        return new SlotOutcome(
            slot, reports, [.. World.Miws.Server.Requests.Skip(miws)], [.. World.Hrmos.Server.Requests.Skip(hrmos)],
            [.. Mails.Skip(mails).Where(mail => !mail.Subject.EndsWith("に初めてログインできました", StringComparison.Ordinal))],
            Skin.Addresses);
    }

    /// <summary>Moves the clock to the tenant's next slot and dispatches it, without working off the queues.</summary>
    public async Task<DateTimeOffset> StartSlotAsync()
    {
        var slots = ((JsonArray)Document["slots"]!)
            .Select(slot => TimeOnly.Parse((string)slot!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var slot = SlotSchedule.Next(slots, Clock.GetUtcNow());
        Clock.AdvanceTo(slot.AddSeconds(1));
        (await DispatchAsync()).ShouldBeTrue(Errors());
        return slot;
    }

    /// <summary>Settings of a functions process on the same storage and sites.</summary>
    public IReadOnlyDictionary<string, string> ProcessSettings()
    {
        vaultFolder ??= Directory.CreateTempSubdirectory("robosync-vault-");
        var certificate = Path.Combine(vaultFolder.FullName, "key-vault.pem");
        File.WriteAllText(certificate, World.KeyVault.Certificate.ExportCertificatePem());
        var settings = Settings(World, Storage)
            .ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value!, StringComparer.Ordinal);
        settings["DispatchSchedule"] = "* * * * * *";
        settings["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2";
        settings["IDENTITY_ENDPOINT"] = World.KeyVault.IdentityEndpoint.ToString();
        settings["IDENTITY_HEADER"] = World.KeyVault.IdentityHeader;
        settings["SSL_CERT_FILE"] = certificate;
        return settings;
    }

    /// <summary>Fires the dispatch timer.</summary>
    public Task<bool> DispatchAsync() => FireAsync(nameof(StartDueSyncs));

    /// <summary>Fires a timer.</summary>
    public Task<bool> FireAsync(string timer) => functions.FireTimerAsync(timer, default);

    /// <summary>Works off uploads and queues until nothing is left.</summary>
    public Task DrainAsync() => functions.DrainAsync(default);

    /// <summary>The product's services, for a test that makes one of them with a part of its own.</summary>
    public IServiceProvider Services => services;

    /// <summary>Puts a message on a queue.</summary>
    public Task SendAsync(string queue, string message) => Get<QueueServiceClient>().GetQueueClient(queue).SendMessageAsync(message);

    /// <summary>Bodies of the messages that wait on a queue, decoded.</summary>
    public async Task<IReadOnlyList<string>> PeekAsync(string queue)
    {
        var messages = await Get<QueueServiceClient>().GetQueueClient(queue).PeekMessagesAsync(32);
        return [.. messages.Value.Select(message => message.Body.ToString())];
    }

    /// <summary>What was logged as an error, for the message of a failed test.</summary>
    public string Errors() =>
        string.Join('\n', Logs.Where(log => log.Level >= LogLevel.Warning).TakeLast(5).Select(log => $"{log.Message} {log.Exception}"));

    /// <summary>Asserts that HRMOS holds exactly what MIWS' data says it should.</summary>
    public void ShouldBeInStep() => GroundTruth.Compare(World).ShouldBe(new GroundTruth(0, 0, 0, 0, 0, 0), Errors());

    /// <summary>Ends MIWS' faults and asserts that the next slot makes good what they left.</summary>
    public async Task ShouldHealAsync()
    {
        MiwsFaults.Clear();
        var next = await RunSlotAsync();
        next.Run.Failure.ShouldBeNull();
        ShouldBeInStep();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        vaultHandler.Dispose();
        vaultFolder?.Delete(recursive: true);
        await World.DisposeAsync();
    }

    // What the site looks like, where it is not as the shipped definitions say.
    private async Task UploadDefinitionsAsync()
    {
        var container = Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer);
        foreach (var (name, text) in SkinDefinitions.Of(Skin))
        {
            await container.GetBlobClient($"miws/{name}.json").UploadAsync(BinaryData.FromString(text));
        }

        await DrainAsync();
        foreach (var name in SkinDefinitions.Of(Skin).Keys)
        {
            var result = await container.GetBlobClient($"miws/{name}.result.txt").DownloadContentAsync();
            result.Value.Content.ToString().ShouldContain("taken", Case.Sensitive, $"of {name}");
        }
    }

    // Behind the client's own tries, so that each of them meets it; they do not wait.
    private static T With<T>(T options, HttpPipelinePolicy policy)
        where T : ClientOptions
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return options;
    }

    private static bool IsToOperator(ReceivedMail mail) => mail.To.Contains(OperatorAddress);

    private static Dictionary<string, string?> Settings(SimulatedWorld world, string storage) => new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = storage,
        ["DispatchSchedule"] = "0 */5 * * * *",
        ["KeyVault:Uri"] = world.KeyVault.Server.BaseUrl.ToString(),
        ["Mail:From"] = "no-reply@robosync.example",
        ["Mail:SecretName"] = "sendgrid-api-key",
        ["Mail:SendGridHost"] = world.SendGrid.Server.BaseUrl.ToString().TrimEnd('/'),
        ["Sites:AllowLoopback"] = "true",
        ["Sync:StartSpread"] = "00:00:00",
        ["Sync:InterruptionDelay"] = "00:00:00",
        ["Sync:MailRetryDelay"] = "00:00:00",
        ["Sync:MailTries"] = "8",
        ["Sync:MailDays"] = "0",
        ["Sync:OperatorMail"] = OperatorAddress,
        ["Sync:SupportContact"] = "support@robosync.example",
        ["Miws:RetryDelay"] = "00:00:00.001",
        ["Miws:MaxRetries"] = "2",
        ["Hrmos:RetryDelay"] = "00:00:00.001",
        ["Hrmos:MaxRetries"] = "2",
        ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
    };

    private sealed class SimulatedCredential(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(token, TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}

/// <summary>How a test's product differs from the demo.</summary>
internal sealed class ProductOptions
{
    /// <summary>A Monday morning in Japan, between two slots.</summary>
    public DateTimeOffset Start { get; set; } = new(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(9));

    public required WorldOptions World { get; set; }

    public Action<JsonObject>? Tenant { get; set; }

    public bool UploadMapping { get; set; } = true;

    /// <summary>Adds to what the product is made of; null for nothing.</summary>
    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>Storage that another product has as well, as instances do; null for an account of its own.</summary>
    public string? Storage { get; set; }

    /// <summary>Stands between the functions and storage; null for none.</summary>
    public HttpPipelinePolicy? StoragePolicy { get; set; }

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);
}
