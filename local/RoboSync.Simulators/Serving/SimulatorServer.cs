using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoboSync.Simulators.Serving;

/// <summary>A request that a simulator received.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Status">Status of the answer; 0 where the connection was cut.</param>
/// <param name="At">When (UTC, by the simulator's clock).</param>
public sealed record RecordedRequest(string Method, string Target, int Status, DateTimeOffset At);

/// <summary>
/// A small real web server on the loopback interface: it records every request, shows the faults that are switched on, and
/// offers <c>/_admin/faults</c> and <c>/_admin/requests</c> to switch and look while it runs.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly List<RecordedRequest> recorded;

    private SimulatorServer(WebApplication app, Uri baseUrl, FaultSwitch faults, List<RecordedRequest> requests)
    {
        application = app;
        recorded = requests;
        BaseUrl = baseUrl;
        Faults = faults;
    }

    /// <summary>Where it listens, ending in a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Its faults.</summary>
    public FaultSwitch Faults { get; }

    /// <summary>Called before each request is answered: for data that moves while it is read.</summary>
    public Action<string>? BeforeAnswer { get; set; }

    /// <summary>What it received so far, admin routes left out.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (recorded)
            {
                return [.. recorded];
            }
        }
    }

    /// <summary>Forgets the recorded requests.</summary>
    public void ForgetRequests()
    {
        lock (recorded)
        {
            recorded.Clear();
        }
    }

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="map">Adds the site's own routes.</param>
    /// <param name="seed">Seed of the fault switch.</param>
    /// <param name="clock">The simulators' clock.</param>
    /// <param name="certificate">Serves HTTPS with it; HTTP where null.</param>
    public static async Task<SimulatorServer> StartAsync(
        Action<IEndpointRouteBuilder, FaultSwitch> map, int seed, TimeProvider clock, X509Certificate2? certificate = null)
    {
        var faults = new FaultSwitch(seed);
        var requests = new List<RecordedRequest>();

        // Not the slim one: it watches files of settings, and a user may watch few on a machine that runs many tests.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (certificate is null)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            }
        });
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var app = builder.Build();
        SimulatorServer? server = null;
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/_admin", StringComparison.Ordinal))
            {
                await next(context);
                return;
            }

            // Recorded before the client can see the answer: whoever looks after an answer finds its request.
            var isRecorded = false;
            void Record(int status)
            {
                lock (requests)
                {
                    if (!isRecorded)
                    {
                        requests.Add(new RecordedRequest(
                            context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", status, clock.GetUtcNow()));
                        isRecorded = true;
                    }
                }
            }

            context.Response.OnStarting(() =>
            {
                Record(context.Response.StatusCode);
                return Task.CompletedTask;
            });
            server?.BeforeAnswer?.Invoke(context.Request.Path);
            await AnswerAsync(context, next, faults, () => Record(0));
        });
        app.UseRouting();
        MapAdmin(app, faults, requests);
        map(app, faults);
        await app.StartAsync();
        return server = new SimulatorServer(app, new Uri(app.Urls.First() + "/"), faults, requests);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await application.StopAsync(atOnce.Token);
        await application.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, FaultSwitch faults, Action noAnswer)
    {
        Fault? Take(string name) => faults.Take(name, context.Request.Method, context.Request.Path);

        if (Take(FaultNames.Slow) is { } slow)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(slow.Value!.GetValue<int>()), TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (Take(FaultNames.Timeout) is not null)
        {
            noAnswer();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (Take(FaultNames.Cut) is not null)
        {
            noAnswer();
            context.Abort();
        }
        else if (Take(FaultNames.Status) is { } refused)
        {
            context.Response.StatusCode = refused.Value!["status"]!.GetValue<int>();
            if (refused.Value["retryAfter"] is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.GetValue<int>().ToString(CultureInfo.InvariantCulture);
            }
        }
        else if (Take(FaultNames.AnswerLost) is not null)
        {
            context.Response.Body = Stream.Null;
            await next(context);
            noAnswer();
            context.Abort();
        }
        else
        {
            await next(context);
        }
    }

    private static void MapAdmin(WebApplication app, FaultSwitch faults, List<RecordedRequest> requests)
    {
        app.MapGet("/_admin/faults", context => context.Response.WriteAsJsonAsync(faults.List()));
        app.MapPost("/_admin/faults", async context =>
        {
            var fault = await context.Request.ReadFromJsonAsync<Fault>();
            if (fault is null || fault.Name.Length == 0)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsync("A fault needs a name.");
                return;
            }

            faults.Arm(fault);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        app.MapDelete("/_admin/faults/{name?}", context =>
        {
            faults.Clear(context.Request.RouteValues["name"] as string);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapGet("/_admin/requests", context =>
        {
            List<RecordedRequest> copy;
            lock (requests)
            {
                copy = [.. requests];
            }

            return context.Response.WriteAsJsonAsync(new JsonObject
            {
                ["count"] = copy.Count,
                ["requests"] = new JsonArray([.. copy.Select(request => new JsonObject
                {
                    ["method"] = request.Method,
                    ["target"] = request.Target,
                    ["status"] = request.Status,
                    ["at"] = request.At.ToString("O", CultureInfo.InvariantCulture),
                })]),
            });
        });
    }
}
