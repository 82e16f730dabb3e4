using RoboSync.Sync.Reports;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>A plan as a sheet for Excel: a row for each thing that would be done, and for each that would not, with why.</summary>
public static class PlanSheet
{
    /// <summary>Its columns.</summary>
    public static IReadOnlyList<string> Header { get; } = ["内容", "応募者番号・対象", "理由", "詳細", "対処"];

    /// <summary>Its rows.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(Plan plan, Tenant tenant)
    {
        var medium = PlanTexts.MediumOf(tenant, plan);

        // Who would be left out is named below, with what to do.
        foreach (var operation in plan.Operations.Where(operation => operation.LeftOut is null))
        {
            yield return
            [
                PlanTexts.KindOf(operation), operation.Subject, PlanTexts.ReasonOf(operation, medium), PlanTexts.DetailOf(operation), "",
            ];
        }

        foreach (var item in plan.Run?.NotDone ?? [])
        {
            var text = NotDoneTexts.Of(item.Reason, medium);
            yield return ["反映しない", item.Subject, text.What, item.Detail, text.Remedy];
        }
    }

    /// <summary>Writes it.</summary>
    public static async Task<byte[]> WriteAsync(Plan plan, Tenant tenant)
    {
        using var stream = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(stream))
        {
            await csv.WriteAsync(Header);
            foreach (var row in Rows(plan, tenant))
            {
                await csv.WriteAsync(row);
            }
        }

        return stream.ToArray();
    }
}
