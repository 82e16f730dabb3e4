using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoboSync.Console.Access;
using RoboSync.Console.Auditing;
using RoboSync.Console.History;
using RoboSync.Console.Operating;
using RoboSync.Console.Reconciling;
using RoboSync.Console.Layout;
using RoboSync.Console.Mapping;
using RoboSync.Console.Plans;
using RoboSync.Console.Serving;

namespace RoboSync.Console;

/// <summary>
/// The console's own ASP.NET Core pipeline, behind one HTTP trigger: the Functions worker has a pipeline of its own, in which an
/// application has no place. It is made with the first request, so that no other function starts later for it.
/// </summary>
/// <param name="services">What the pages are made of.</param>
/// <param name="options">Where the console is.</param>
/// <param name="contexts">Blank in the worker: filled here, since parts of the framework ask it.</param>
public sealed class ConsolePipeline(IServiceProvider services, IOptions<ConsoleOptions> options, IHttpContextAccessor contexts)
{
    private readonly Lazy<RequestDelegate> pipeline = new(() => Build(services));

    /// <summary>Answers a request. Its services are those of its own scope.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (options.Value.Address is not { } address)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // What the worker's own routing found, and what the request says of where it came to, counts no more.
        context.SetEndpoint(null);
        context.Request.RouteValues = new RouteValueDictionary();
        (context.Request.Scheme, context.Request.Host) = (address.Scheme, HostString.FromUriComponent(address));
        contexts.HttpContext = context;
        SecurityHeaders.Set(context.Response, options.Value.IsSecure);
        if (!await AssetFiles.TryServeAsync(context))
        {
            await pipeline.Value(context);
        }
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        var (problems, messages) = (services.GetRequiredService<ProblemPages>(), services.GetRequiredService<Messages>());
        app.Use(next => context => problems.ServeAsync(context, next));
        app.Use(LookingOn.Enter);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(next => context =>
        {
            messages.Take(context);
            return next(context);
        });
        app.UseEndpoints(Map);
        return app.Build();
    }

    /// <summary>Everything that has an address: pages and files.</summary>
    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<App>();
        MappingDownloads.Map(endpoints);
        HistoryDownloads.Map(endpoints);
        AuditDownloads.Map(endpoints);
        KeptPageDownloads.Map(endpoints);
        CompanyDownloads.Map(endpoints);
        PlanDownloads.Map(endpoints);
        ReconcileDownloads.Map(endpoints);
    }
}
