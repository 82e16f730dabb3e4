using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Console.Access;
using RoboSync.Console.Serving;
using RoboSync.Sync.Media;

namespace RoboSync.Console.Operating;

/// <summary>Kept pages as files: they are a site's own, so that none is ever shown as a page of ours.</summary>
internal static class KeptPageDownloads
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/operator/pages/file", SendAsync).RequireAuthorization(Policies.Operators);

    private static async Task SendAsync(HttpContext context, IKeptPages pages)
    {
        var name = context.Request.Query["name"].ToString();
        var text = name.Length is > 0 and < 1000 ? await pages.ReadAsync(name, context.RequestAborted) : null;
        if (text is null)
        {
            throw new ProblemException(StatusCodes.Status404NotFound);
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"page.html.txt\"";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
