using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;

namespace RoboSync.DevHost.Worker;

/// <summary>The built functions as a process, from its start to its end.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly ChildProcess process;
    private readonly WorkerChannel channel;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    private WorkerProcess(ChildProcess process, WorkerChannel channel) => (this.process, this.channel) = (process, channel);

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>Ends with the process.</summary>
    public Task Exited => process.Exited;

    /// <summary>The functions that it has told of.</summary>
    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>Where its ASP.NET Core integration listens; null where it has none.</summary>
    public string? HttpAddress { get; private set; }

    /// <summary>Starts a worker and waits until its functions are loaded.</summary>
    /// <param name="folder">What was built or published.</param>
    /// <param name="server">Where it connects.</param>
    /// <param name="log">Is given what it logs.</param>
    /// <param name="onLine">Is given each line that it writes.</param>
    /// <exception cref="WorkerGoneException">It ended, or was not ready in time; its lines say why.</exception>
    public static async Task<WorkerProcess> StartAsync(string folder, FunctionRpcServer server, Action<RpcLog> log, Action<string> onLine)
    {
        var conversation = new WorkerChannel(log);
        var workerId = server.Expect(conversation);
        var worker = new WorkerProcess(ChildProcess.Start(Command(folder, server.Address, workerId), onLine), conversation);
        try
        {
            _ = worker.Exited.ContinueWith(_ => conversation.Close(), TaskScheduler.Default);
            using var limit = new CancellationTokenSource(StartLimit);
            await using var late = limit.Token.Register(conversation.Close);
            await conversation.Started;
            await worker.InitializeAsync(folder);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>An id for an invocation.</summary>
    public string NewInvocationId() => channel.NewId();

    /// <summary>Invokes a function.</summary>
    /// <param name="function">Which.</param>
    /// <param name="request">What it is told; its ids are set here.</param>
    /// <param name="invocationId">Of this invocation.</param>
    /// <param name="cancellationToken">The worker is asked to cancel the invocation; its answer is waited for nevertheless.</param>
    /// <exception cref="WorkerGoneException">The worker ended before it answered.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        HostedFunction function, InvocationRequest request, string invocationId, CancellationToken cancellationToken)
    {
        (request.InvocationId, request.FunctionId) = (invocationId, ids[function.Name]);
        request.TraceContext = new RpcTraceContext();
        var answer = channel.AskAsync(new StreamingMessage { InvocationRequest = request }, invocationId);
        await using var cancel = cancellationToken.Register(
            () => channel.Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } }));
        return (await answer).InvocationResponse;
    }

    /// <summary>Ends it without a chance to clean up.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks it to end, which lets it send the telemetry that it still holds.</summary>
    public async Task EndAsync()
    {
        channel.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(EndLimit) } });
        await process.EndedWithinAsync(EndLimit);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        channel.Dispose();
    }

    // The worker's own description of how it is started.
    private static ProcessStartInfo Command(string folder, Uri server, string workerId)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var start = new ProcessStartInfo(description.GetProperty("defaultExecutablePath").GetString()!)
        {
            WorkingDirectory = folder,
            ArgumentList =
            {
                Path.Combine(folder, description.GetProperty("defaultWorkerPath").GetString()!),
                "--functions-uri", server.ToString(),
                "--functions-worker-id", workerId,
                "--functions-request-id", workerId,
                "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
            },
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        return start;
    }

    private async Task InitializeAsync(string folder)
    {
        var init = (await AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.0.0", FunctionAppDirectory = folder, WorkerDirectory = folder },
        })).WorkerInitResponse;
        ThrowIfFailed(init.Result, "The worker did not start");
        HttpAddress = init.Capabilities.GetValueOrDefault("HttpUri");
        var described = (await AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder },
        })).FunctionMetadataResponse;
        ThrowIfFailed(described.Result, "The worker did not describe its functions");
        foreach (var metadata in described.FunctionMetadataResults)
        {
            var loaded = (await AskAsync(new StreamingMessage
            {
                FunctionLoadRequest = new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = metadata },
            })).FunctionLoadResponse;
            ThrowIfFailed(loaded.Result, $"The worker did not load {metadata.Name}");
            ids[metadata.Name] = metadata.FunctionId;
        }

        Functions = [.. described.FunctionMetadataResults.Select(metadata => HostedFunction.Of(metadata.Name, metadata.RawBindings))];
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage question) => channel.AskAsync(question, channel.NewId());

    private static void ThrowIfFailed(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"{what}: {result.Exception?.Message}");
        }
    }
}
