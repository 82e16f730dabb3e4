using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Console.Access;
using RoboSync.Console.Serving;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Reconciling;

/// <summary>An account's reconciliation as a file for Excel.</summary>
internal static class ReconcileDownloads
{
    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/reconcile/{accountId}.csv", SendAsync).RequireAuthorization(Policies.Company);

    private static async Task SendAsync(
        HttpContext context, string accountId, ITenantStore tenants, IReconciliationStore reconciliations)
    {
        var tenant = await tenants.FindAsync(Visit.Of(context)!.TenantId, context.RequestAborted);
        var found = tenant?.FindAccount(accountId) is { } account
            ? (Account: account, Known: await reconciliations.FindAsync(
                new AccountKey(tenant.TenantId, accountId), account.DisplayYear, context.RequestAborted))
            : default;
        if (found.Known is null)
        {
            throw new ProblemException(StatusCodes.Status404NotFound);
        }

        await CsvFiles.SendAsync(
            context, $"reconciliation-{accountId}.csv", ReconciliationCsv.Header,
            ReconciliationCsv.RowsOf(found.Known, MediumProfile.Of(found.Account.Medium).Texts));
    }
}
