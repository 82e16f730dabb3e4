using OpenTelemetry;
using RoboSync.LocalWorker.Running;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>The extension of package Microsoft.Azure.Functions.Worker.OpenTelemetry; here it adds the invocations' traces and leaves out what only Azure knows.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) =>
        builder.WithTracing(tracing => tracing.AddSource(FunctionInvoker.ActivitySourceName));
}
