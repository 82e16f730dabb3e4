using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class SetAsideStore(TableServiceClient tables) : ISetAsideStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.SetAsideTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(
            StorageNames.SetAsideTable, "setAside", scope => scope.People.Select(people => TableFilters.Partition(TableKeys.Of(people))))];

    public async Task<Dictionary<string, SetAside>> ReadAllAsync(LinkScope scope, string accountId, CancellationToken cancellationToken)
    {
        var records = new Dictionary<string, SetAside>(StringComparer.Ordinal);
        foreach (var row in await table.ReadPartitionAsync(TableKeys.Of(scope), cancellationToken))
        {
            // Rows of before an account had its own name none: whoever sees the applicant first takes them over.
            var key = TableKeys.Split(row.RowKey);
            if (key.Length == 1 || string.Equals(key[1], accountId, StringComparison.Ordinal))
            {
                records[key[0]] = ToRecord(key[0], row);
            }
        }

        return records;
    }

    public async Task<SetAside?> FindAsync(
        LinkScope scope, string accountId, string applicantNumber, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(scope), TableKeys.Of(applicantNumber, accountId), cancellationToken) is { } row
            ? ToRecord(applicantNumber, row)
            : null;

    public async Task SaveAsync(
        LinkScope scope, string accountId, IReadOnlyList<SetAside> failed, IReadOnlyList<string> settled,
        CancellationToken cancellationToken)
    {
        var partition = TableKeys.Of(scope);
        await table.UpsertAsync(
            failed.Select(record => new TableEntity(partition, TableKeys.Of(record.ApplicantNumber, accountId))
            {
                ["Reason"] = record.Reason.ToString(),
                ["Detail"] = record.Detail,
                ["Since"] = record.Since,
                ["Attempts"] = record.Attempts,
                ["TriedAt"] = record.TriedAt,
                ["RowHash"] = record.RowHash,
                ["IsIgnored"] = record.IsIgnored ? true : null,
            }),
            cancellationToken);
        await table.DeleteAsync(
            partition, settled.SelectMany(number => new[] { TableKeys.Of(number, accountId), TableKeys.Of(number) }), cancellationToken);
    }

    private static SetAside ToRecord(string applicantNumber, TableEntity row)
    {
        var since = row.GetDateTimeOffset("Since")!.Value;
        return new SetAside(
            applicantNumber, FailureCodes.Parse(row.GetString("Reason")), row.GetString("Detail")
                ?? "", since, row.GetInt32("Attempts")!.Value)
        {
            TriedAt = row.GetDateTimeOffset("TriedAt") ?? since,
            RowHash = row.GetString("RowHash") ?? "",
            IsIgnored = row.GetBoolean("IsIgnored") ?? false,
        };
    }
}
