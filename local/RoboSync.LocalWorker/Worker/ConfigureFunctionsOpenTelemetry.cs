using OpenTelemetry;
using OpenTelemetry.Resources;
using RoboSync.LocalWorker.Running;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>The extension of package Microsoft.Azure.Functions.Worker.OpenTelemetry; here it names the service, as the real one does after the function app, adds the invocations' traces and leaves out what only Azure knows.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) =>
        builder.ConfigureResource(resource => resource.AddService("local-functions")).WithTracing(tracing => tracing.AddSource(FunctionInvoker.ActivitySourceName));
}
