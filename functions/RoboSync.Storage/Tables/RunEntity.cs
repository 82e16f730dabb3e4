using System.Text.Json;
using Azure.Data.Tables;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;

namespace RoboSync.Storage.Tables;

/// <summary>
/// A run as a row: its JSON in parts, and beside it what an engineer filters by.
/// </summary>
internal static class RunEntity
{
    /// <summary>Property of the year whose people a run may name.</summary>
    public const string GraduationYear = "GraduationYear";

    /// <summary>Name of the columns that hold the run.</summary>
    public const string Json = "Json";

    /// <summary>Whether a row that <see cref="Of"/> made is the year's. A report that is still expected names no run, and nobody.</summary>
    public static bool IsOfYear(PurgeScope scope, TableEntity row, string accountId) =>
        row.GetString("RunId") is not null && scope.Covers(accountId, row.GetInt32(GraduationYear));

    public static TableEntity Of(string partition, string row, RunState run)
    {
        var json = JsonSerializer.Serialize(run with { ETag = "" }, StorageJson.Default.RunState);
        var entity = new TableEntity(partition, row)
        {
            ["RunId"] = run.RunId,
            [GraduationYear] = run.GraduationYear,
            ["Phase"] = run.Phase.ToString(),
            ["Failure"] = run.Failure?.ToString(),
            ["StartedAt"] = run.StartedAt,
            ["FinishedAt"] = run.FinishedAt,
        };
        entity.SetText(Json, json);
        return entity;
    }

    /// <summary>The run of a row, or null where the row has none.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it cannot be read.</exception>
    public static RunState? ToRun(TableEntity row) => row.GetText(Json) is { Length: > 0 } json
        ? StoredJson.Read(json, StorageJson.Default.RunState, $"Run of row {row.PartitionKey}, {row.RowKey}")
        : null;
}
