using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.Worker;

/// <summary>Calls functions in the worker's process, and starts another one where it dies.</summary>
internal sealed partial class WorkerInvoker : IFunctionInvoker, IAsyncDisposable
{
    private readonly Func<Task<WorkerProcess>> start;
    private readonly HostSettings settings;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task supervising;
    private Task<WorkerProcess> current;
    private Action<WorkerProcess>? told;

    private WorkerInvoker(Func<Task<WorkerProcess>> start, WorkerProcess first, HostSettings settings, ILogger logger)
    {
        (this.start, this.settings, this.logger) = (start, settings, logger);
        current = Task.FromResult(first);
        Functions = first.Functions;
        supervising = SuperviseAsync();
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostedFunction> Functions { get; }

    /// <summary>Fails when a worker died and no other could be started.</summary>
    public Task Supervising => supervising;

    /// <summary>Starts the first worker.</summary>
    /// <param name="start">Starts one.</param>
    /// <param name="settings">How long a function may take.</param>
    /// <param name="logger">Is told of failures.</param>
    public static async Task<WorkerInvoker> StartAsync(Func<Task<WorkerProcess>> start, HostSettings settings, ILogger logger) =>
        new(start, await start(), settings, logger);

    /// <summary>Tells of the worker, and of each that takes its place.</summary>
    public void TellOfWorkers(Action<WorkerProcess> tell)
    {
        told = tell;
        tell(current.Result);
    }

    /// <inheritdoc/>
    public Task<bool> TryInvokeAsync(HostedFunction function, Happening happening, CancellationToken cancellationToken) =>
        TryInvokeAsync(function, InvocationRequests.Of(function, happening), (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>Calls a function for a request.</summary>
    /// <param name="function">Which.</param>
    /// <param name="context">The request.</param>
    /// <param name="forward">Sends it to the worker's own web server, whose address it is given with the invocation's id.</param>
    /// <returns>Whether the function succeeded.</returns>
    public Task<bool> TryInvokeAsync(HostedFunction function, HttpContext context, Func<string, string, Task> forward) => TryInvokeAsync(
        function,
        InvocationRequests.Of(function, context.GetRouteData().Values),
        (worker, id) => forward(
            worker.HttpAddress ?? throw new InvalidOperationException("The worker has HTTP functions and no ASP.NET Core integration."),
            id),
        context.RequestAborted);

    /// <summary>Asks the worker to end, and waits for it.</summary>
    public async Task EndAsync()
    {
        await stopping.CancelAsync();
        if (current is { IsCompletedSuccessfully: true })
        {
            await (await current).EndAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await supervising.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (current is { IsCompletedSuccessfully: true })
        {
            await (await current).DisposeAsync();
        }

        stopping.Dispose();
    }

    private async Task<bool> TryInvokeAsync(
        HostedFunction function, InvocationRequest request, Func<WorkerProcess, string, Task> beside, CancellationToken cancellationToken)
    {
        try
        {
            var worker = await current.WaitAsync(cancellationToken);
            var id = worker.NewInvocationId();
            var invoking = worker.InvokeAsync(function, request, id, cancellationToken);
            await beside(worker, id);
            if (await Task.WhenAny(invoking, Task.Delay(settings.FunctionTimeout, TimeProvider.System, cancellationToken)) != invoking
                && !cancellationToken.IsCancellationRequested)
            {
                LogTimeout(function.Name, settings.FunctionTimeout);
                worker.Kill();
            }

            var response = await invoking;
            if (response.Result.Status == StatusResult.Types.Status.Success)
            {
                return true;
            }

            if (!cancellationToken.IsCancellationRequested)
            {
                var why = response.Result.Exception;
                LogFailed(function.Name, why is null ? response.Result.Status.ToString() : $"{why.Message}\n{why.StackTrace}");
            }
        }
        catch (WorkerGoneException)
        {
            LogLost(function.Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancelled before it began.
        }

        return false;
    }

    // One that dies before it is ready would die again: the host ends then.
    private async Task SuperviseAsync()
    {
        while (true)
        {
            var worker = await current;
            await Task.WhenAny(worker.Exited, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token));
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            LogDied(worker.Id);
            current = start();
            await worker.DisposeAsync();
            told?.Invoke(await current);
        }
    }

    [LoggerMessage(9000, LogLevel.Error, "Function {Function} failed: {Why}")]
    private partial void LogFailed(string function, string why);

    [LoggerMessage(9005, LogLevel.Error, "Function {Function} was in the worker when that ended.")]
    private partial void LogLost(string function);

    [LoggerMessage(9006, LogLevel.Error, "Function {Function} took longer than {Timeout}: the worker is killed.")]
    private partial void LogTimeout(string function, TimeSpan timeout);

    [LoggerMessage(9007, LogLevel.Error, "The worker, process {Id}, has died; another one is started.")]
    private partial void LogDied(int id);
}
