using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RoboSync.LocalWorker.Running;

/// <summary>What host.json says, and what settings of the form <c>AzureFunctionsJobHost:extensions:queues:…</c> put over it, as on the real host.</summary>
internal sealed record HostSettings(
    string Storage, TimeSpan FunctionTimeout, int BatchSize, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval)
{
    public static HostSettings Read(IConfiguration configuration)
    {
        var hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json"), optional: false).Build();
        string Value(string key, string fallback) => configuration[$"AzureFunctionsJobHost:{key}"] ?? hostJson[key] ?? fallback;

        if (Value("extensions:queues:messageEncoding", "base64") != "base64")
        {
            throw new InvalidOperationException("host.json: the local worker reads queues with messageEncoding base64 only.");
        }

        return new HostSettings(
            configuration["AzureWebJobsStorage"] ?? throw new InvalidOperationException("The setting AzureWebJobsStorage is missing."),
            Time(Value("functionTimeout", "00:30:00")),
            int.Parse(Value("extensions:queues:batchSize", "16"), CultureInfo.InvariantCulture),
            int.Parse(Value("extensions:queues:maxDequeueCount", "5"), CultureInfo.InvariantCulture),
            Time(Value("extensions:queues:visibilityTimeout", "00:00:00")),
            Time(Value("extensions:queues:maxPollingInterval", "00:01:00")));
    }

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
