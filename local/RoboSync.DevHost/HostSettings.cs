using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RoboSync.DevHost;

/// <summary>
/// What host.json says, what settings of the form <c>AzureFunctionsJobHost:extensions:queues:…</c> put over it, as on the Functions
/// host, and settings of this host's own below <c>DevHost</c>.
/// </summary>
internal sealed record HostSettings
{
    /// <summary>Connection string of the storage account.</summary>
    public required string Storage { get; init; }

    /// <summary>How long a function may take; the worker is killed then, as on the Functions host.</summary>
    public required TimeSpan FunctionTimeout { get; init; }

    /// <summary>Messages that are taken at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>New ones are taken when no more than this many are in hand.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>A message that was taken this often and failed goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>After a failure a message is seen again when this has passed.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>Longest wait between two looks at an empty queue.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>A failing blob is tried this often, all at once.</summary>
    public required int BlobTries { get; init; }

    /// <summary>Where routes begin.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>
    /// How long a message in hand is hidden. It is renewed; where the host died it comes back after this. Ten minutes on the Functions
    /// host.
    /// </summary>
    public TimeSpan MessageLock { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long invocations that were cancelled have to end when the host is stopped.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Share of the blob events that come twice: 0 to 1.</summary>
    public double RepeatedBlobEvents { get; init; }

    /// <summary>The same seed repeats the same events.</summary>
    public int Seed { get; init; }

    /// <summary>Port for HTTP functions; 0 for a free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>infra/event-subscriptions.json; without it a blob trigger is told of what fits its path.</summary>
    public string? EventSubscriptions { get; init; }

    /// <summary>Where <see cref="FunctionsHost"/> writes, as JSON, its address and the worker's process id; null for nowhere.</summary>
    public string? InfoFile { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">App settings.</param>
    /// <param name="folder">Where host.json is.</param>
    /// <exception cref="InvalidOperationException">A setting is missing, or this host cannot do what host.json wants.</exception>
    public static HostSettings Read(IConfiguration configuration, string folder)
    {
        var hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(Path.GetFullPath(folder), "host.json"), optional: false).Build();
        string Value(string key, string fallback) => configuration[$"AzureFunctionsJobHost:{key}"] ?? hostJson[key] ?? fallback;
        int Number(string key, string fallback) => int.Parse(Value(key, fallback), CultureInfo.InvariantCulture);
        TimeSpan Time(string key, string fallback) => TimeSpan.Parse(Value(key, fallback), CultureInfo.InvariantCulture);
        if (Value("extensions:queues:messageEncoding", "base64") != "base64")
        {
            throw new InvalidOperationException("host.json: the development host reads queues with messageEncoding base64 only.");
        }

        var own = configuration.GetSection("DevHost");
        var batchSize = Number("extensions:queues:batchSize", "16");
        var settings = new HostSettings
        {
            Storage = configuration["AzureWebJobsStorage"]
                ?? throw new InvalidOperationException("The setting AzureWebJobsStorage is missing."),
            FunctionTimeout = Time("functionTimeout", "00:30:00"),
            BatchSize = batchSize,
            NewBatchThreshold = Number(
                "extensions:queues:newBatchThreshold", (batchSize / 2).ToString(CultureInfo.InvariantCulture)),
            MaxDequeueCount = Number("extensions:queues:maxDequeueCount", "5"),
            VisibilityTimeout = Time("extensions:queues:visibilityTimeout", "00:00:00"),
            MaxPollingInterval = Time("extensions:queues:maxPollingInterval", "00:01:00"),
            BlobTries = Number("extensions:blobs:poisonBlobThreshold", "5"),
            RoutePrefix = Value("extensions:http:routePrefix", "api"),
            EventSubscriptions = own["EventSubscriptions"],
            InfoFile = own["InfoFile"],
        };
        return settings with
        {
            MessageLock = own.GetValue(nameof(MessageLock), settings.MessageLock),
            DrainTime = own.GetValue(nameof(DrainTime), settings.DrainTime),
            RepeatedBlobEvents = own.GetValue(nameof(RepeatedBlobEvents), settings.RepeatedBlobEvents),
            Seed = own.GetValue(nameof(Seed), settings.Seed),
            HttpPort = own.GetValue(nameof(HttpPort), settings.HttpPort),
        };
    }
}
