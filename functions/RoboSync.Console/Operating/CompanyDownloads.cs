using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Console.Access;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Operating;

/// <summary>A company's document as it is in force: what an operator edits and uploads again.</summary>
internal static class CompanyDownloads
{
    private const string Template = "/operator/companies/{tenantId}/document";

    /// <summary>Where the document of a company is.</summary>
    public static string Address(string tenantId) => Template.Replace("{tenantId}", tenantId, StringComparison.Ordinal);

    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Template, (RequestDelegate)SendAsync)
        .RequireAuthorization(Policies.Operators);

    private static async Task SendAsync(HttpContext context)
    {
        var company = await context.RequestServices.GetRequiredService<ITenantStore>()
            .ReadAsync((string?)context.Request.RouteValues["tenantId"], context.RequestAborted);
        if (company is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{company.TenantId}.json\"";
        await context.Response.WriteAsync(TenantDocument.Indent(company.Document), context.RequestAborted);
    }
}
