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
        [new HeldRows(StorageNames.SetAsideTable, "setAside", scope => TableFilters.Partition(TableKeys.Of(scope.People)))];

    public async Task<Dictionary<string, SetAside>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(TableKeys.Of(scope), cancellationToken))
        .Select(row => new SetAside(
            TableKeys.Split(row.RowKey)[0],
            FailureCodes.Parse(row.GetString("Reason")),
            row.GetString("Detail") ?? "",
            row.GetDateTimeOffset("Since")!.Value,
            row.GetInt32("Attempts")!.Value))
        .ToDictionary(record => record.ApplicantNumber, StringComparer.Ordinal);

    public async Task SaveAsync(
        LinkScope scope, IReadOnlyList<SetAside> failed, IReadOnlyList<string> succeeded, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Of(scope);
        await table.UpsertAsync(
            failed.Select(record => new TableEntity(partition, TableKeys.Of(record.ApplicantNumber))
            {
                ["Reason"] = record.Reason.ToString(),
                ["Detail"] = record.Detail,
                ["Since"] = record.Since,
                ["Attempts"] = record.Attempts,
            }),
            cancellationToken);
        await table.DeleteAsync(partition, succeeded.Select(number => TableKeys.Of(number)), cancellationToken);
    }
}
