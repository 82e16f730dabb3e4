using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Console.Access;
using RoboSync.Console.Layout;
using RoboSync.Console.Serving;
using RoboSync.Sync.Audit;

namespace RoboSync.Console.Auditing;

/// <summary>The audit log as a file for Excel.</summary>
internal static class AuditDownloads
{
    private const int Most = 10_000;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/audit.csv", (HttpContext context, IAuditLog log) => SendAsync(context, log, Visit.Of(context)!.TenantId))
            .RequireAuthorization(Policies.Company);
        endpoints.MapGet("/operator/audit.csv", (HttpContext context, IAuditLog log) => SendAsync(context, log, ""))
            .RequireAuthorization(Policies.Operators);
    }

    private static async Task SendAsync(HttpContext context, IAuditLog log, string tenantId)
    {
        var query = context.Request.Query;
        var (entries, _) = await AuditFilter.Of(query["words"], query["until"], before: null)
            .ReadAsync(log, tenantId, Most, context.RequestAborted);
        await CsvFiles.SendAsync(
            context, "audit.csv", [AuditTexts.When, AuditTexts.Actor, AuditTexts.Action, AuditTexts.Target, AuditTexts.Detail],
            entries.Select(entry => (IEnumerable<string>)[Shown.Time(entry.At), entry.Actor, entry.Action, entry.Target, entry.Detail]));
    }
}
