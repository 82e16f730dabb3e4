using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Console.Access;
using RoboSync.Console.Home;
using RoboSync.Console.Layout;
using RoboSync.Console.Serving;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.History;

/// <summary>The history as files for Excel: nothing in them runs as a formula (<see cref="SpreadsheetCsv"/>).</summary>
internal static class HistoryDownloads
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/runs.csv", RunsAsync).RequireAuthorization(Policies.Company);
        endpoints.MapGet("/runs/{accountId}/{runId}/left-out.csv", LeftOutAsync).RequireAuthorization(Policies.Company);
    }

    private static async Task RunsAsync(HttpContext context, ITenantStore tenants, IRunHistory history, TimeProvider clock)
    {
        var tenant = await TenantAsync(context, tenants);
        var query = context.Request.Query;
        var filter = HistoryFilter.Of(query["account"], query["result"], query["until"], clock.GetUtcNow());
        var runs = await filter.ReadAsync(tenant, history, context.RequestAborted);
        await CsvFiles.SendAsync(
            context, $"runs-{filter.UntilText}.csv",
            [RunTexts.Slot, RunTexts.Account, RunTexts.State, RunTexts.Summary, RunTexts.Why, RunTexts.Started, RunTexts.Finished,
                .. RunTexts.CountsOf(new RunCounts()).Select(count => count.Name)],
            runs.Select(run => (IEnumerable<string>)
            [
                Shown.Time(run.Slot), run.Account.AccountId, RunTexts.ResultOf(run).Text, RunTexts.SummaryOf(run),
                run.Failure is { } code ? FailureTexts.Of(code, HomeTexts.MediumOf(tenant, run).Texts).What : "",
                Shown.Time(run.StartedAt), run.FinishedAt is { } end ? Shown.Time(end) : "",
                .. RunTexts.CountsOf(run.Counts).Select(count => count.Value),
            ]));
    }

    private static async Task LeftOutAsync(
        HttpContext context, string accountId, string runId, ITenantStore tenants, IRunHistory history)
    {
        var tenant = await TenantAsync(context, tenants);
        var run = await history.FindAsync(new AccountKey(tenant.TenantId, accountId), runId, context.RequestAborted)
            ?? throw new ProblemException(StatusCodes.Status404NotFound);
        var medium = HomeTexts.MediumOf(tenant, run).Texts;
        await CsvFiles.SendAsync(
            context, $"left-out-{run.RunId}.csv", [RunTexts.Why, RunTexts.NextStep, RunTexts.Subject, RunTexts.Summary],
            run.NotDone.Select(item => (IEnumerable<string>)
            [
                NotDoneTexts.Of(item.Reason, medium).What, NotDoneTexts.Of(item.Reason, medium)
                    .Remedy, RunTexts.SubjectOf(item), RunTexts.DetailOf(item),
            ]));
    }

    private static async Task<Tenant> TenantAsync(HttpContext context, ITenantStore tenants) =>
        await tenants.FindAsync(Visit.Of(context)!.TenantId, context.RequestAborted)
            ?? throw new ProblemException(StatusCodes.Status404NotFound);
}
