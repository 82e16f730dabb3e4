using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.Worker;

/// <summary>The host's end of the worker's public protocol (Protos/), on a free port of the loopback interface.</summary>
internal sealed class FunctionRpcServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private FunctionRpcServer(WebApplication server) => this.server = server;

    /// <summary>Where workers connect.</summary>
    public Uri Address => new(server.Urls.Single());

    private Conversations Open => server.Services.GetRequiredService<Conversations>();

    /// <summary>Starts it.</summary>
    public static async Task<FunctionRpcServer> StartAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers).AddSingleton<Conversations>();
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = null;
            options.MaxSendMessageSize = null;
        });
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<Service>();
        await app.StartAsync(cancellationToken);
        return new FunctionRpcServer(app);
    }

    /// <summary>Expects a worker.</summary>
    /// <param name="channel">Gets its stream.</param>
    /// <returns>What it has to say it is.</returns>
    public string Expect(WorkerChannel channel)
    {
        var workerId = string.Create(CultureInfo.InvariantCulture, $"worker-{Open.Count + 1}");
        Open[workerId] = channel;
        return workerId;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var channel in Open.Values)
        {
            channel.Close();
        }

        return server.DisposeAsync();
    }

    private sealed class Conversations() : ConcurrentDictionary<string, WorkerChannel>(StringComparer.Ordinal);

    private sealed class Service(Conversations conversations) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream,
            IServerStreamWriter<StreamingMessage> responseStream,
            ServerCallContext context)
        {
            if (await requestStream.MoveNext(context.CancellationToken)
                && requestStream.Current.StartStream is { } start
                && conversations.TryGetValue(start.WorkerId, out var channel))
            {
                await channel.TalkAsync(requestStream, responseStream, context.CancellationToken);
            }
        }
    }
}
