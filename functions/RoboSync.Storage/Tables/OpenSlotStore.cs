using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Storage.Tables;

/// <summary>Partition <c>open</c> of the table of due slots: a row for each open slot of a tenant.</summary>
internal sealed partial class OpenSlotStore(TableServiceClient tables, ILogger<OpenSlotStore> logger) : IOpenSlotStore, IHolder
{
    private const string Open = "open";
    private const string LookAt = "LookAt";
    private const string TakenUp = "TakenUp";
    private const string Slot = "Slot";

    private readonly TableClient table = tables.GetTableClient(StorageNames.DueSlotsTable);

    public IReadOnlyList<Holding> Holdings { get; } = [Holding.OfNobody(StorageNames.DueSlotsTable, "tenants and times")];

    public Task OpenAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken) => table.UpsertAsync(
        slots.Select(slot => new TableEntity(Open, RowKey(slot)) { [Slot] = slot.Slot, [LookAt] = slot.LookAt, [TakenUp] = slot.TakenUp }),
        cancellationToken);

    public async Task<IReadOnlyList<OpenSlot>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = new List<OpenSlot>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Open} and LookAt le {now}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (TableKeys.Split(row.RowKey) is [_, var tenantId] && row[Slot] is DateTimeOffset slot
                && row[LookAt] is DateTimeOffset lookAt)
            {
                open.Add(new OpenSlot(tenantId, slot, lookAt, row[TakenUp] as int? ?? 0));
            }
            else
            {
                // Nothing of ours: it stops nobody else's slot.
                LogUnreadable(row.RowKey);
            }
        }

        return open;
    }

    public Task CloseAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken) =>
        table.DeleteAsync([.. slots.Select(slot => new TableEntity(Open, RowKey(slot)))], _ => ETag.All, cancellationToken);

    [LoggerMessage(5011, LogLevel.Error, "Row {RowKey} of the open slots cannot be read and is left out.")]
    private partial void LogUnreadable(string rowKey);

    private static string RowKey(OpenSlot slot) => $"{TableKeys.Of(slot.Slot)}|{TableKeys.Of(slot.TenantId)}";
}
