using Azure;
using Azure.Data.Tables;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class SlotReportStore(TableServiceClient tables) : ISlotReportStore
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.SlotReportsTable);

    public async Task ExpectAsync(AccountKey account, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition(account.TenantId, slot), TableKeys.Of(account.AccountId)), cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // A dispatch that was taken over: a report that is already there must stay.
        }
    }

    public Task SaveAsync(RunState run, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        RunEntity.Of(Partition(run.Account.TenantId, run.Slot), TableKeys.Of(run.Account.AccountId), run), TableUpdateMode.Replace, cancellationToken);

    public async Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(string tenantId, DateTimeOffset slot, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(Partition(tenantId, slot), cancellationToken))
        .ToDictionary(
            row => TableKeys.Split(row.RowKey)[0],
            row => row.ContainsKey("Json0") ? RunEntity.ToRun(row) : null,
            StringComparer.Ordinal);

    private static string Partition(string tenantId, DateTimeOffset slot) => $"{TableKeys.Of(tenantId)}|{TableKeys.Of(slot)}";
}
