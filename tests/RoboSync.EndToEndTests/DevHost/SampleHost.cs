using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.DevHost.InProcess;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.SampleFunctions;

namespace RoboSync.EndToEndTests.DevHost;

/// <summary>
/// The sample functions on a storage account of their own: step by step in this process, or in a worker's process below a development
/// host's.
/// </summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly string storage;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("robosync-sample-");
    private readonly List<IAsyncDisposable> started = [];

    private SampleHost(string storage)
    {
        this.storage = storage;
        Queues = new QueueServiceClient(storage, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        Unencoded = new QueueServiceClient(storage);
        Uploads = new BlobServiceClient(storage).GetBlobContainerClient("uploads");
        Journal = new Journal(storage);
    }

    public QueueServiceClient Queues { get; }

    /// <summary>The queues, for somebody who does not know that messages are base64.</summary>
    public QueueServiceClient Unencoded { get; }

    public BlobContainerClient Uploads { get; }

    public Journal Journal { get; }

    /// <summary>Everything that host and worker have said.</summary>
    public string Log => File.ReadAllText(LogFile);

    private string LogFile => Path.Combine(folder.FullName, "functions.log");

    public static async Task<SampleHost> PrepareAsync(StorageFixture fixture)
    {
        var host = new SampleHost(await fixture.TakeAccountAsync());
        await host.Queues.GetQueueClient("work").CreateIfNotExistsAsync();
        await host.Queues.GetQueueClient("broken-poison").CreateIfNotExistsAsync();
        await host.Uploads.CreateIfNotExistsAsync();
        return host;
    }

    /// <summary>The functions in this process, with the settings that the worker's host.json has.</summary>
    public InProcessFunctions StepByStep(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = storage,
            ["TickSchedule"] = "0 0 0 1 1 *",
            ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
            ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(configuration).AddSingleton(Journal).BuildServiceProvider();
        started.Add(services);
        return new InProcessFunctions(services, typeof(Journal).Assembly);
    }

    /// <summary>The functions in a worker's process; ready when this returns.</summary>
    public async Task<FunctionsProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = storage,
            ["TickSchedule"] = "0 0 0 1 1 *",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var application = typeof(SampleHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(item => item.Key == "SampleFunctions").Value!;
        var functions = FunctionsProcess.Start(application, all, LogFile);
        started.Add(functions);
        await Eventually.TrueAsync(() =>
        {
            functions.IsRunning.ShouldBeTrue(functions.IsRunning ? "" : Log);
            return functions.Address is not null;
        });
        return functions;
    }

    public Task SendAsync(string message, string queue = "work") => Queues.GetQueueClient(queue).SendMessageAsync(message);

    public Task UploadAsync(string name, string content) =>
        Uploads.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);

    /// <summary>A file of event subscriptions that tells TakeBlob of more than its path.</summary>
    public string WiderSubscription()
    {
        var file = Path.Combine(folder.FullName, "event-subscriptions.json");
        File.WriteAllText(file, """[{ "function": "TakeBlob", "container": "uploads", "contains": "inbox", "endsWith": ".csv" }]""");
        return file;
    }

    /// <summary>Messages on a queue, seen or not.</summary>
    public async Task<int> LengthAsync(string queue) =>
        (await Queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async Task<int> VisibleAsync(string queue) => (await Queues.GetQueueClient(queue).PeekMessagesAsync(32)).Value.Length;

    public async ValueTask DisposeAsync()
    {
        foreach (var item in started)
        {
            await item.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
