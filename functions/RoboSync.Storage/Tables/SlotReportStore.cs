using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// A slot is a partition, and a tenant's accounts lie side by side in it: a dispatch expects a hundred of them in a request, and a watch
/// reads a thousand.
/// </summary>
/// <remarks>
/// Until November 2026 a tenant's slot was a partition. Which it was tells <see cref="Expected"/>: a slot that was dispatched since has it
/// in every row.
/// </remarks>
internal sealed class SlotReportStore(TableServiceClient tables) : ISlotReportStore, IHolder
{
    private const string Expected = "Expected";

    // A run's JSON is 20,000 characters at most as things are, two thirds of a column.
    private const int MostParts = 4;

    private readonly TableClient table = tables.GetTableClient(StorageNames.SlotReportsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        new HeldRows(
            StorageNames.SlotReportsTable,
            "slotReports",
            scope => [$"({Rows(scope.TenantId)}) or ({TableFilters.Below(TableKeys.Of(scope.TenantId))})"],
            (scope, row) => RunEntity.IsOfYear(scope, row, AccountOf(row))) { KeptAs = Keeping.Records },
    ];

    // No column of a report that is already there is touched: a dispatch that was taken over comes here again.
    public Task ExpectAsync(DateTimeOffset slot, IReadOnlyCollection<AccountKey> accounts, CancellationToken cancellationToken) =>
        table.MergeAsync(
            accounts.Select(account => new TableEntity(TableKeys.Of(slot), TableKeys.Of(account)) { [Expected] = true }),
            cancellationToken);

    public Task SaveAsync(RunState run, CancellationToken cancellationToken)
    {
        var row = RunEntity.Of(TableKeys.Of(run.Slot), TableKeys.Of(run.Account), run);
        row.BlankText(RunEntity.Json, MostParts);
        return table.MergeAsync(row, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(
        string tenantId, DateTimeOffset slot, CancellationToken cancellationToken) =>
        (await ReadRowsAsync(tenantId, slot, cancellationToken)).ToDictionary(AccountOf, RunEntity.ToRun, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, SlotProgress>> ReadProgressAsync(
        DateTimeOffset slot, IReadOnlyCollection<string> tenantIds, CancellationToken cancellationToken)
    {
        // From the first tenant's accounts to the last one's: of few, few are read.
        var keys = tenantIds.Select(tenantId => TableKeys.Of(tenantId)).Order(StringComparer.Ordinal).ToList();
        var (from, to) = (TableKeys.Below(keys[0]).From, TableKeys.Below(keys[^1]).To);
        var wanted = tenantIds.ToHashSet(StringComparer.Ordinal);
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Of(slot)} and RowKey ge {from} and RowKey lt {to}"),
            cancellationToken: cancellationToken))
        {
            if (wanted.Contains(TableKeys.Split(row.RowKey)[0]))
            {
                rows.Add(row);
            }
        }

        var progress = new Dictionary<string, SlotProgress>(StringComparer.Ordinal);
        var byTenant = rows.ToLookup(row => TableKeys.Split(row.RowKey)[0], StringComparer.Ordinal);
        foreach (var tenantId in wanted)
        {
            IReadOnlyCollection<TableEntity> ofTenant = IsWhole(byTenant[tenantId])
                ? [.. byTenant[tenantId]]
                : await ReadRowsAsync(tenantId, slot, cancellationToken);
            if (ofTenant.Count > 0)
            {
                progress[tenantId] = ProgressOf(ofTenant);
            }
        }

        return progress;
    }

    private async Task<IReadOnlyCollection<TableEntity>> ReadRowsAsync(
        string tenantId, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(
            $"PartitionKey eq '{TableKeys.Of(slot)}' and {Rows(tenantId)}", cancellationToken: cancellationToken))
        {
            rows[AccountOf(row)] = row;
        }

        if (!IsWhole(rows.Values))
        {
            foreach (var row in await table.ReadPartitionAsync($"{TableKeys.Of(tenantId)}|{TableKeys.Of(slot)}", cancellationToken))
            {
                rows.TryAdd(AccountOf(row), row);
            }
        }

        return rows.Values;
    }

    private static SlotProgress ProgressOf(IReadOnlyCollection<TableEntity> rows)
    {
        var unreported = new List<string>();
        SyncException? unreadable = null;
        foreach (var row in rows)
        {
            try
            {
                if (RunEntity.ToRun(row) is null)
                {
                    unreported.Add(AccountOf(row));
                }
            }
            catch (SyncException failure) when (failure.Code == FailureCode.StoredUnreadable)
            {
                unreadable = failure;
            }
        }

        return new SlotProgress(unreported, unreadable);
    }

    private static bool IsWhole(IEnumerable<TableEntity> rows) => rows.Any(row => row.ContainsKey(Expected));

    private static string AccountOf(TableEntity row) => TableKeys.Split(row.RowKey)[^1];

    private static string Rows(string tenantId)
    {
        var (from, to) = TableKeys.Below(TableKeys.Of(tenantId));
        return TableClient.CreateQueryFilter($"RowKey ge {from} and RowKey lt {to}");
    }
}
