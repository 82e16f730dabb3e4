using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Console.Access;
using RoboSync.Console.Serving;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Plans;

/// <summary>A plan as a file for Excel.</summary>
internal static class PlanDownloads
{
    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/dry-run/{accountId}/plan.csv", SendAsync).RequireAuthorization(Policies.Company);

    private static async Task SendAsync(HttpContext context, string accountId, ITenantStore tenants, IPlanStore plans)
    {
        var tenant = await tenants.FindAsync(Visit.Of(context)!.TenantId, context.RequestAborted);
        var plan = tenant?.FindAccount(accountId) is null
            ? null
            : await plans.ReadAsync(new AccountKey(tenant.TenantId, accountId), context.RequestAborted);
        if (plan?.ReadyAt is null)
        {
            throw new ProblemException(StatusCodes.Status404NotFound);
        }

        await CsvFiles.SendAsync(context, $"dry-run-{accountId}-{plan.PlanId}.csv", PlanSheet.Header, PlanSheet.Rows(plan, tenant!));
    }
}
