using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class SlotReportStore(TableServiceClient tables) : ISlotReportStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.SlotReportsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        new HeldRows(
            StorageNames.SlotReportsTable,
            "slotReports",
            scope => [TableFilters.Below(TableKeys.Of(scope.TenantId))],
            (scope, row) => RunEntity.IsOfYear(scope, row, TableKeys.Split(row.RowKey)[0])) { KeptAs = Keeping.Records },
    ];

    // No column of a report that is already there is touched: a dispatch that was taken over comes here again.
    public Task ExpectAsync(AccountKey account, DateTimeOffset slot, CancellationToken cancellationToken) =>
        table.MergeAsync(new TableEntity(Partition(account.TenantId, slot), TableKeys.Of(account.AccountId)), cancellationToken);

    public Task SaveAsync(RunState run, CancellationToken cancellationToken) => table.UpsertAsync(
        RunEntity.Of(Partition(run.Account.TenantId, run.Slot), TableKeys.Of(run.Account.AccountId), run), cancellationToken);

    public async Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(
        string tenantId, DateTimeOffset slot, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(Partition(tenantId, slot), cancellationToken))
        .ToDictionary(
            row => TableKeys.Split(row.RowKey)[0],
            RunEntity.ToRun,
            StringComparer.Ordinal);

    private static string Partition(string tenantId, DateTimeOffset slot) => $"{TableKeys.Of(tenantId)}|{TableKeys.Of(slot)}";
}
