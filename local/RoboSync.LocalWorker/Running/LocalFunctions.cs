using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Cronos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RoboSync.LocalWorker.Running;

/// <summary>
/// Runs the functions of an assembly on this machine: as a service with its loops, or step by step for tests. Not a production host.
/// </summary>
public sealed partial class LocalFunctions : BackgroundService
{
    private static readonly Dictionary<string, string> NoBindings = [];

    private readonly IReadOnlyList<FunctionMethod> functions;
    private readonly IReadOnlyList<IListener> listeners;
    private readonly FunctionInvoker invoker;
    private readonly IConfiguration configuration;
    private readonly ILogger<LocalFunctions> logger;

    /// <summary>Finds the functions; nothing is connected yet.</summary>
    /// <param name="services">What the functions are built from.</param>
    /// <param name="assembly">Where they are.</param>
    public LocalFunctions(IServiceProvider services, Assembly assembly)
    {
        configuration = services.GetRequiredService<IConfiguration>();
        logger = services.GetRequiredService<ILogger<LocalFunctions>>();
        var settings = HostSettings.Read(configuration);
        invoker = new FunctionInvoker(services, settings, logger);
        functions = FunctionMethod.Of(assembly);
        var queues = new QueueServiceClient(settings.Storage);
        var blobs = new BlobServiceClient(settings.Storage);
        listeners =
        [
            .. functions.Where(function => function.Trigger is QueueTriggerAttribute)
                .Select(function => new QueueListener(function, queues, invoker, settings)),
            .. functions.Where(function => function.Trigger is BlobTriggerAttribute)
                .Select(function => new BlobListener(function, blobs, queues, invoker)),
        ];
    }

    /// <summary>Fires a timer function now.</summary>
    /// <returns>Whether it succeeded.</returns>
    public Task<bool> FireTimerAsync(string name, CancellationToken cancellationToken) => invoker.TryInvokeAsync(
        functions.Single(function => function.Name == name && function.Trigger is TimerTriggerAttribute), new TimerInfo(), NoBindings, cancellationToken);

    /// <summary>Works off new blobs and visible messages until there are none.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        int handled;
        do
        {
            handled = 0;
            foreach (var listener in listeners)
            {
                handled += await listener.PollAsync(cancellationToken);
            }
        }
        while (handled > 0);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogStarted(string.Join(", ", functions.Select(function => function.Name)));
        return Task.WhenAll(
        [
            .. listeners.Select(listener => ListenAsync(listener, stoppingToken)),
            .. functions.Where(function => function.Trigger is TimerTriggerAttribute).Select(function => TickAsync(function, stoppingToken)),
        ]);
    }

    private async Task ListenAsync(IListener listener, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var handled = 0;
            try
            {
                handled = await listener.PollAsync(stopping);
            }
            catch (Exception failure) when (failure is Azure.RequestFailedException or AggregateException && !stopping.IsCancellationRequested)
            {
                LogPollFailed(failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (handled == 0)
            {
                await Task.Delay(listener.Interval, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TickAsync(FunctionMethod function, CancellationToken stopping)
    {
        var cron = CronExpression.Parse(Resolve(((TimerTriggerAttribute)function.Trigger).Schedule), CronFormat.IncludeSeconds);
        while (!stopping.IsCancellationRequested)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (cron.GetNextOccurrence(now, TimeZoneInfo.Utc) is not { } next)
            {
                return;
            }

            await Task.Delay(next - now, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await invoker.TryInvokeAsync(function, new TimerInfo(), NoBindings, stopping);
            }
        }
    }

    private string Resolve(string schedule) => schedule.StartsWith('%') && schedule.EndsWith('%')
        ? configuration[schedule.Trim('%')] ?? throw new InvalidOperationException($"The setting {schedule.Trim('%')} is missing.")
        : schedule;

    [LoggerMessage(9001, LogLevel.Information, "Running {Functions}.")]
    private partial void LogStarted(string functions);

    [LoggerMessage(9002, LogLevel.Warning, "The storage did not answer; trying again.")]
    private partial void LogPollFailed(Exception exception);
}
