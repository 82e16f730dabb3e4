using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Console.Access;
using RoboSync.Sync.EventMapping;

namespace RoboSync.Console.Mapping;

/// <summary>The file of イベント名対応表: what is in force now, as the customer completes and uploads it.</summary>
internal static class MappingDownloads
{
    /// <summary>Its address.</summary>
    public const string Path = "/mapping/download";

    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, (RequestDelegate)SendAsync)
        .RequireAuthorization(Policies.Company);

    private static async Task SendAsync(HttpContext context)
    {
        var csv = await context.RequestServices.GetRequiredService<MappingSheet>()
            .ReadAsync(Visit.Of(context)!.TenantId, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"event-mapping.csv\"";
        await context.Response.Body.WriteAsync(csv, context.RequestAborted);
    }
}
