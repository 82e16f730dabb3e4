using System.Text.Json;
using Azure.Data.Tables;
using RoboSync.Sync.Runs;

namespace RoboSync.Storage.Tables;

/// <summary>
/// A run as a row: its JSON in parts, since a property holds 32,768 characters, and beside it what an engineer filters by.
/// </summary>
internal static class RunEntity
{
    /// <summary>Property of the year whose people a run may name.</summary>
    public const string GraduationYear = "GraduationYear";

    private const int PartLength = 30_000;

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
        var part = 0;
        foreach (var text in json.Chunk(PartLength))
        {
            entity[$"Json{part++}"] = new string(text);
        }

        return entity;
    }

    public static RunState ToRun(TableEntity row)
    {
        var json = string.Concat(Enumerable.Range(0, int.MaxValue).Select(part => row.GetString($"Json{part}")).TakeWhile(text => text is not null));
        return JsonSerializer.Deserialize(json, StorageJson.Default.RunState)!;
    }
}
