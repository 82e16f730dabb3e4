using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Console.Layout;
using RoboSync.Sync.Failures;

namespace RoboSync.Console.Serving;

/// <summary>
/// Shows a page with what to do instead of a bare status: what a request ends in without a body of its own, or with an exception, is shown
/// by the page <c>/problem/{status}</c> under the address that was asked for.
/// </summary>
internal sealed partial class ProblemPages(IOptions<ConsoleOptions> options, ILogger<ProblemPages> logger)
{
    /// <summary>Serves a request, and the page of its problem where it has one.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ProblemException problem) when (!context.Response.HasStarted)
        {
            Clear(context.Response, problem.Status);
        }
        catch (StaleStateException) when (!context.Response.HasStarted)
        {
            Clear(context.Response, StatusCodes.Status409Conflict);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // The console's boundary: whatever a page throws is its visitor's problem page and the engineer's log event. The path names
            // ids only; the query may hold what somebody typed.
            LogFailed(context.Request.Method, context.Request.Path, failure);
            Clear(
                context.Response,
                failure is SyncException { Kind: FailureKind.Transient }
                    ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status500InternalServerError);
        }

        // A page that has anything to say has begun to say it.
        if (context.Response is { StatusCode: >= 400 and < 600, HasStarted: false })
        {
            await ShowAsync(context, next);
        }
    }

    private void Clear(HttpResponse response, int status)
    {
        response.Clear();
        response.StatusCode = status;
        SecurityHeaders.Set(response, options.Value.IsSecure);
    }

    private async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var (status, path, query, method) =
            (context.Response.StatusCode, context.Request.Path, context.Request.QueryString, context.Request.Method);
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = string.Create(CultureInfo.InvariantCulture, $"/problem/{status}");
        context.Request.QueryString = QueryString.Empty;

        // The framework shows no page under a status that it takes for its own to show, and none after what the first page has said.
        Clear(context.Response, StatusCodes.Status200OK);
        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        // A page is made of services of its own: those of the one that failed know its address already.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // Where storage or vault is away, not even this page can be made: its frame asks both.
            LogFailed(method, context.Request.Path, failure);
            Clear(context.Response, status);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(PlainPage(status), context.RequestAborted);
        }
        finally
        {
            context.RequestServices = services;
            (context.Request.Path, context.Request.QueryString, context.Request.Method) = (path, query, method);
        }
    }

    private static string PlainPage(int status)
    {
        var (title, text) = LayoutTexts.Problem(status);
        return $"<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>{title}</title></head>"
            + $"<body><h1>{title}</h1><p>{text}</p></body></html>";
    }

    [LoggerMessage(6000, LogLevel.Error, "The console could not answer {Method} {Path}.")]
    private partial void LogFailed(string method, string path, Exception exception);
}

/// <summary>Ends a page with a problem that its visitor is shown.</summary>
internal sealed class ProblemException(int status) : Exception($"The page ends with status {status}.")
{
    /// <summary>The status.</summary>
    public int Status => status;
}
