using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RoboSync.Sync.Runs;

namespace RoboSync.Functions;

/// <summary>
/// Where traces, metrics and logs go: Azure Monitor (setting APPLICATIONINSIGHTS_CONNECTION_STRING), an OTLP address
/// (OTEL_EXPORTER_OTLP_ENDPOINT), the console (Telemetry:Console). Requests to the sites are counted, not traced: their addresses hold
/// numbers of applicants.
/// </summary>
internal static class Telemetry
{
    private const string ServiceName = "robosync";

    /// <summary>Adds what the settings ask for; nothing where they ask for nothing.</summary>
    public static IServiceCollection AddTelemetry(
        this IServiceCollection services, IConfiguration configuration, TokenCredential credential)
    {
        var azure = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var sendsOtlp = !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var showsConsole = configuration.GetValue<bool>("Telemetry:Console");
        services.AddMetrics();
        if (string.IsNullOrEmpty(azure) && !sendsOtlp && !showsConsole)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()

            // After the worker's own, which names the service after the function app.
            .ConfigureResource(resource => resource.AddService(ServiceName))
            .WithTracing(tracing => tracing.AddSource(SyncTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(SyncTelemetry.Name))
            .WithLogging(null, logging =>
            {
                logging.IncludeScopes = true;
                logging.IncludeFormattedMessage = true;
            });
        if (!string.IsNullOrEmpty(azure))
        {
            // As for the host: the setting says that Azure Monitor takes no keys.
            var usesIdentity = !string.IsNullOrEmpty(configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = azure;
                options.Credential = usesIdentity ? credential : null;
                options.EnableLiveMetrics = false;

                // Every run is kept: whoever asks about one company finds its trace.
                options.TracesPerSecond = null;
                options.SamplingRatio = 1;
            });
        }

        if (sendsOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (showsConsole)
        {
            telemetry
                .WithTracing(tracing => tracing.AddConsoleExporter())
                .WithMetrics(metrics => metrics.AddConsoleExporter())
                .WithLogging(logging => logging.AddConsoleExporter());
        }

        return services;
    }
}
