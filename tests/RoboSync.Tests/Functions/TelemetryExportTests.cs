using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RoboSync.Functions;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;

namespace RoboSync.Tests.Functions;

/// <summary>What Azure Monitor gets, by its real exporter: infra/alerts.bicep and infra/workbook.json ask for just this.</summary>
public sealed class TelemetryExportTests
{
    private const string RunId = "20990101T000000Z";

    [Fact]
    public async Task Alarms_are_traces_of_severity_error_runs_are_spans_and_metrics_have_their_tags()
    {
        await using var sink = await Sink.StartAsync();
        var settings = Settings();
        settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] =
            $"InstrumentationKey=11111111-1111-1111-1111-111111111111;IngestionEndpoint={sink.Url}/";
        var services = new ServiceCollection().AddLogging();
        services.AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddSingleton<IWorkQueues, NoQueues>();
        await using (var provider = services.BuildServiceProvider())
        {
            foreach (var hosted in provider.GetServices<IHostedService>())
            {
                await hosted.StartAsync(TestContext.Current.CancellationToken);
            }

            var (traces, metrics) = (provider.GetRequiredService<TracerProvider>(), provider.GetRequiredService<MeterProvider>());
            var telemetry = provider.GetRequiredService<SyncTelemetry>();
            using (telemetry.StartRun(Sample.Account, RunId))
            {
                using var step = telemetry.StartStep("sign-in");
            }

            telemetry.RunEnded(new RunState
            {
                Account = Sample.Account,
                RunId = "20260601T030000Z",
                Slot = default,
                Failure = FailureCode.SiteMaintenance,
            });
            await provider.GetRequiredService<OperatorAlarms>()
                .RaiseAsync(AlarmTable.SiteChanged, ["miws", FailureCode.SitePageChanged, "The column is missing."], once: "", default);
            await provider.GetRequiredService<OperatorAlarms>().RaiseAsync(AlarmTable.UnreadableSync, ["Not ours."], once: "", default);
            traces.ForceFlush().ShouldBeTrue();
            metrics.ForceFlush().ShouldBeTrue();
            provider.GetRequiredService<LoggerProvider>().ForceFlush().ShouldBeTrue();
        }

        JsonElement Base(JsonElement item) => item.GetProperty("data").GetProperty("baseData");
        var alarms = sink.Items.Where(item => item.GetProperty("data").GetProperty("baseType").GetString() == "MessageData").Select(Base)
            .ToList();
        alarms.Select(alarm => alarm.GetProperty("message").GetString()!).ShouldBe(
        [
            "OperatorAlarm SiteChanged: miws no longer looks as its page definitions say (SitePageChanged): The column is missing.",
            "OperatorAlarm PoisonedSync: a message on account-syncs could not be read: Not ours.",
        ], ignoreOrder: true);
        sink.Items.ShouldAllBe(
            item => item.GetProperty("tags").GetProperty("ai.cloud.role").GetString() == "robosync", "whatever the worker calls it");
        alarms.ShouldAllBe(alarm => alarm.GetProperty("severityLevel").GetString() == "Error");
        sink.Items.ShouldNotContain(
            item => item.GetProperty("data").GetProperty("baseType").GetString() == "ExceptionData", "the alerts look into one table");

        // Sources and meters belong to the process: other tests' spans and counts come too.
        sink.Items.Select(item => Base(item)).Where(item => item.TryGetProperty("name", out var name) && name.GetString() == "run")
            .Select(item => item.GetProperty("properties")).Where(tags => tags.GetProperty("robosync.run").GetString() == RunId)
            .ShouldHaveSingleItem().GetProperty("robosync.tenant").GetString().ShouldBe("sample");
        sink.Items.Where(item => item.GetProperty("data").GetProperty("baseType").GetString() == "MetricData").Select(Base)
            .Where(item => item.GetProperty("metrics")[0].GetProperty("name").GetString() == "robosync.runs")
                .Select(item => item.GetProperty("properties"))
            .ShouldContain(tags => tags.GetProperty("failure").GetString() == "SiteMaintenance"
                && tags.GetProperty("kind").GetString() == "Transient" && tags.GetProperty("outcome").GetString() == "failed");
    }

    [Fact]
    public void Without_an_address_nothing_is_collected()
    {
        var services = new ServiceCollection().AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build());

        services.ShouldNotContain(service => service.ServiceType == typeof(TracerProvider));
    }

    private static Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["DispatchSchedule"] = "0 */5 * * * *",
        ["KeyVault:Uri"] = "https://vault.example/",
        ["Mail:From"] = "no-reply@robosync.example",
        ["Mail:SecretName"] = "mail-secret",
        ["Sync:SupportContact"] = "support@robosync.example",
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    };

    private sealed class NoQueues : IWorkQueues
    {
        public Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<DateTimeOffset?> ReadOldestSyncAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

        public Task EnqueueUploadAsync(UploadMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Takes what the exporter sends: lines of JSON, packed.</summary>
    private sealed class Sink : IAsyncDisposable
    {
        private readonly ConcurrentBag<JsonElement> items = [];
        private readonly WebApplication app;

        private Sink(WebApplication app) => this.app = app;

        public IReadOnlyList<JsonElement> Items => [.. items];

        public string Url => app.Urls.Single();

        public static async Task<Sink> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var sink = new Sink(builder.Build());
            sink.app.Urls.Add("http://127.0.0.1:0");
            sink.app.Map("/{**path}", sink.TakeAsync);
            await sink.app.StartAsync();
            return sink;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task<IResult> TakeAsync(HttpRequest request)
        {
            await using var body = request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(request.Body, CompressionMode.Decompress)
                : request.Body;
            using var reader = new StreamReader(body);
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (var line in lines.Where(line => line.StartsWith('{')))
            {
                items.Add(JsonDocument.Parse(line).RootElement);
            }

            return Results.Json(new { itemsReceived = lines.Length, itemsAccepted = lines.Length, errors = Array.Empty<string>() });
        }
    }
}
