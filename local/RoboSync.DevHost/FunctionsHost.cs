using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RoboSync.DevHost.Listening;
using RoboSync.DevHost.Worker;

namespace RoboSync.DevHost;

/// <summary>
/// Runs built or published functions on this machine: their worker in a process of its own, told of timers, messages, blobs and
/// requests. A runner for one machine, never a production host.
/// </summary>
internal sealed partial class FunctionsHost : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly HostSettings settings;
    private readonly ILogger logger;
    private readonly FunctionRpcServer server;
    private readonly WorkerInvoker invoker;
    private readonly HttpFront http;
    private readonly IReadOnlyList<Task> listening;

    private FunctionsHost(
        HostSettings settings,
        IConfiguration configuration,
        ILogger logger,
        FunctionRpcServer server,
        WorkerInvoker invoker,
        HttpFront http)
    {
        (this.settings, this.logger, this.server, this.invoker, this.http) = (settings, logger, server, invoker, http);
        LogRunning(string.Join(", ", invoker.Functions.Select(function => function.Name)));
        var listeners = Listeners.For(invoker, settings, configuration, logger);
        listening = [.. listeners.Select(listener => listener.ListenAsync(stopping.Token))];
    }

    /// <summary>Fails when the functions cannot go on.</summary>
    public Task Failed => Task.WhenAny([invoker.Supervising, .. listening]).Unwrap();

    /// <summary>Starts everything.</summary>
    /// <param name="folder">What was built or published.</param>
    /// <param name="configuration">App settings. The worker reads its own from the environment.</param>
    /// <param name="loggers">Get what functions log, in the functions' own categories.</param>
    /// <param name="onLine">Is given each line that the worker writes itself.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="WorkerGoneException">The worker did not start; its lines say why.</exception>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong, or a function could not be loaded.</exception>
    public static async Task<FunctionsHost> StartAsync(
        string folder, IConfiguration configuration, ILoggerFactory loggers, Action<string> onLine, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        var read = HostSettings.Read(configuration, folder);
        var own = loggers.CreateLogger<FunctionsHost>();
        var rpc = await FunctionRpcServer.StartAsync(loggers, cancellationToken);
        WorkerInvoker? workers = null;
        try
        {
            workers = await WorkerInvoker.StartAsync(
                () => WorkerProcess.StartAsync(folder, rpc, log => Relay(loggers, log), onLine), read, own);
            var front = await HttpFront.StartAsync(workers, read, loggers, cancellationToken);
            workers.TellOfWorkers(worker => Note(read, front.Address, worker));
            return new FunctionsHost(read, configuration, own, rpc, workers, front);
        }
        catch
        {
            if (workers is not null)
            {
                await workers.DisposeAsync();
            }

            await rpc.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cancels what runs and waits for it, as long as it may take; then ends the worker.</summary>
    public async Task StopAsync()
    {
        LogStopping();
        await stopping.CancelAsync();
        var drained = Task.WhenAll([http.StopAsync(), .. listening]);
        await Task.WhenAny(drained, Task.Delay(settings.DrainTime, TimeProvider.System));
        await invoker.EndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await invoker.DisposeAsync();
        await Task.WhenAll(listening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await http.DisposeAsync();
        await server.DisposeAsync();
        stopping.Dispose();
    }

    // The worker's levels are those of .NET, number for number.
    private static void Relay(ILoggerFactory loggers, RpcLog log) => loggers.CreateLogger(log.Category).Log(
        (LogLevel)log.Level,
        new EventId(0, log.EventId),
        log.Exception is { Message.Length: > 0 } exception ? $"{log.Message}\n{exception.Message}\n{exception.StackTrace}" : log.Message,
        null,
        (text, _) => text);

    private static void Note(HostSettings read, Uri address, WorkerProcess worker)
    {
        if (read.InfoFile is not { } file)
        {
            return;
        }

        var info = new JsonObject { ["url"] = address.ToString(), ["worker"] = worker.Id };
        File.WriteAllText($"{file}.new", info.ToJsonString());
        File.Move($"{file}.new", file, overwrite: true);
    }

    [LoggerMessage(9001, LogLevel.Information, "Running {Functions}.")]
    private partial void LogRunning(string functions);

    [LoggerMessage(9008, LogLevel.Information, "Stopping: what runs is cancelled.")]
    private partial void LogStopping();
}
