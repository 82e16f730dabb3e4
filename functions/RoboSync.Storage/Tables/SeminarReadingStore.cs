using System.Text.Json;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>An account's readings of a scope are one row: a run reads and writes them once.</summary>
internal sealed class SeminarReadingStore(TableServiceClient tables) : ISeminarReadingStore, IHolder
{
    private const string Json = "Json";

    private readonly TableClient table = tables.GetTableClient(StorageNames.SeminarReadingsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(
            StorageNames.SeminarReadingsTable,
            "seminarReadings",
            scope => scope.People.Select(people => TableFilters.Partition(TableKeys.Of(people))))];

    public async Task<IReadOnlyDictionary<string, SeminarReading>> ReadAllAsync(
        LinkScope scope, string accountId, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(TableKeys.Of(scope), TableKeys.Of(accountId), cancellationToken);
        var readings = row?.GetText(Json) is { Length: > 0 } json
            ? StoredJson.Read(json, StorageJson.Default.ListSeminarReading, $"Seminar readings of {scope.TenantId}/{accountId}")
            : [];
        return readings.ToDictionary(reading => reading.SeminarNumber, StringComparer.Ordinal);
    }

    public Task SaveAsync(
        LinkScope scope, string accountId, IReadOnlyCollection<SeminarReading> readings, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Of(scope), TableKeys.Of(accountId));
        row.SetText(Json, JsonSerializer.Serialize(readings, StorageJson.Default.IReadOnlyCollectionSeminarReading));
        return table.UpsertAsync(row, cancellationToken);
    }
}
