using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace RoboSync.DevHost.Worker;

/// <summary>
/// Serves HTTP functions on the loopback interface: a request goes to the worker's own web server with its invocation's id, while the
/// worker is told of the invocation, as the Functions host does it. Keys are not asked for.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const string InvocationId = "x-ms-invocation-id";

    private readonly WebApplication server;
    private readonly HttpMessageInvoker client;

    private HttpFront(WebApplication server, HttpMessageInvoker client) => (this.server, this.client) = (server, client);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(server.Urls.Single());

    /// <summary>Starts it.</summary>
    public static async Task<HttpFront> StartAsync(
        WorkerInvoker invoker, HostSettings settings, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers).AddHttpForwarder().AddRouting();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.HttpPort);
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = settings.DrainTime);
        var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var toWorker = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        foreach (var function in invoker.Functions)
        {
            if (function.Trigger is HttpTrigger trigger)
            {
                async Task ServeAsync(HttpContext context) => await invoker.TryInvokeAsync(function, context, async (worker, id) =>
                {
                    context.Request.Headers[InvocationId] = id;
                    await forwarder.SendAsync(context, worker, toWorker);
                });
                var route = $"/{settings.RoutePrefix}/{trigger.Route}".Replace("//", "/", StringComparison.Ordinal);
                _ = trigger.Methods.Count > 0 ? app.MapMethods(route, trigger.Methods, ServeAsync) : app.Map(route, ServeAsync);
            }
        }

        await app.StartAsync(cancellationToken);
        return new HttpFront(app, toWorker);
    }

    /// <summary>Takes no further requests, and waits for those in hand.</summary>
    public Task StopAsync() => server.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }
}
