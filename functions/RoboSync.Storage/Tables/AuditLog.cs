using System.Globalization;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Tables;

internal sealed class AuditLog(TableServiceClient tables) : IAuditLog, IHolder
{
    // No tenant's id has a blank in it.
    private const string NoTenant = "no company";

    private readonly TableClient table = tables.GetTableClient(StorageNames.AuditLogTable);

    // Beside applicants whose records were retried or ignored it names recruiters and operators, by their ログインID.
    public IReadOnlyList<Holding> Holdings { get; } =
    [
        new HeldRows(StorageNames.AuditLogTable, "auditEntries", scope => [OfYear(scope)]) { KeptAs = Keeping.Audit },
    ];

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        // Two that fall on the same tick are told apart by what they say.
        var said = ShortText.Hashed("", $"{entry.Actor}\n{entry.Action}\n{entry.Target}\n{entry.Detail}", 33);
        var row = new TableEntity(Partition(entry.TenantId), $"{Newest(entry.At)}|{said}")
        {
            ["At"] = entry.At,
            ["Actor"] = entry.Actor,
            ["Action"] = entry.Action,
            ["Target"] = entry.Target,
        };
        row.SetText("Detail", entry.Detail);
        if (entry.GraduationYear is { } year)
        {
            row[RunEntity.GraduationYear] = year;
        }

        return table.UpsertAsync(row, cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        string tenantId, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var (partition, first, last) = (Partition(tenantId), $"{Newest(until)}~", $"{Newest(from)}~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey le {last}");
        return await table.QueryAsync<TableEntity>(filter, Math.Min(most, 1000), cancellationToken: cancellationToken)
            .Take(most)
            .Select(row => new AuditEntry(
                row.GetDateTimeOffset("At") ?? default,
                tenantId,
                row.GetString("Actor"),
                row.GetString("Action"),
                row.GetString("Target"),
                row.GetText("Detail"))
            {
                GraduationYear = row.GetInt32(RunEntity.GraduationYear),
            })
            .ToListAsync(cancellationToken);
    }

    private static string OfYear(PurgeScope scope) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {Partition(scope.TenantId)} and GraduationYear eq {scope.GraduationYear}");

    private static string Partition(string tenantId) => tenantId.Length == 0 ? NoTenant : TableKeys.Of(tenantId);

    // The newest first: rows come in the order of their keys.
    private static string Newest(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
