using Azure.Data.Tables;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Storage.Tables;

/// <summary>Partition <c>open</c> of the table of due slots: a row for each open slot of a tenant.</summary>
internal sealed class OpenSlotStore(TableServiceClient tables) : IOpenSlotStore
{
    private const string Open = "open";
    private const string LookAt = "LookAt";
    private const string TakenUp = "TakenUp";
    private const string Slot = "Slot";

    private readonly TableClient table = tables.GetTableClient(StorageNames.DueSlotsTable);

    public Task OpenAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken) => table.UpsertAsync(
        slots.Select(slot => new TableEntity(Open, RowKey(slot)) { [Slot] = slot.Slot, [LookAt] = slot.LookAt, [TakenUp] = slot.TakenUp }), cancellationToken);

    public async Task<IReadOnlyList<OpenSlot>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = new List<OpenSlot>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Open} and LookAt le {now}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            open.Add(new OpenSlot(
                TableKeys.Split(row.RowKey)[1], row.GetDateTimeOffset(Slot)!.Value, row.GetDateTimeOffset(LookAt)!.Value, row.GetInt32(TakenUp) ?? 0));
        }

        return open;
    }

    public async Task CloseAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken)
    {
        foreach (var batch in slots.Select(RowKey).Chunk(TableBatches.Size))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Open, row), Azure.ETag.All)), cancellationToken);
            }
            catch (TableTransactionFailedException missing) when (missing.Status == 404)
            {
                await table.DeleteAsync(Open, batch, cancellationToken);
            }
        }
    }

    private static string RowKey(OpenSlot slot) => $"{TableKeys.Of(slot.Slot)}|{TableKeys.Of(slot.TenantId)}";
}
