using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Partition <c>due</c> is ordered by time: what is due is one range, however many accounts there are. Partition <c>next</c> tells where an
/// account's row is, so that replacing it needs no search.
/// </summary>
internal sealed partial class DueSlotStore(TableServiceClient tables, TimeProvider clock, ILogger<DueSlotStore> logger)
    : IDueSlotStore, IHolder
{
    private const string Due = "due";
    private const string Next = "next";
    private const string ClaimedAt = "ClaimedAt";

    private readonly TableClient slots = tables.GetTableClient(StorageNames.DueSlotsTable);
    private readonly TableClient claims = tables.GetTableClient(StorageNames.SlotClaimsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        Holding.OfNobody(StorageNames.DueSlotsTable, "accounts and times"),
        Holding.OfNobody(StorageNames.SlotClaimsTable, "accounts and times") with { KeptAs = Keeping.Working },
    ];

    public async Task<IReadOnlyList<DueSlot>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // '}' sorts behind the separator: the bound takes in every account of this very millisecond.
        var bound = TableKeys.Of(now) + "}";
        var due = new List<DueSlot>();
        await foreach (var row in slots.QueryAsync<TableEntity>(
            row => row.PartitionKey == Due && row.RowKey.CompareTo(bound) < 0, cancellationToken: cancellationToken))
        {
            if (TableKeys.Split(row.RowKey) is [_, var tenantId, var accountId] && row.TryGetValue("Due", out var time)
                && time is DateTimeOffset slot)
            {
                due.Add(new DueSlot(new AccountKey(tenantId, accountId), slot));
            }
            else
            {
                // Nothing of ours: it stops nobody else's slot.
                LogUnreadable(row.RowKey);
            }
        }

        return due;
    }

    public async Task<SlotClaim> ClaimAsync(DueSlot slot, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        var claim = new TableEntity(TableKeys.Of(slot.Account), TableKeys.Of(slot.Due)) { [ClaimedAt] = clock.GetUtcNow() };
        var (isOurs, _, other) = await claims.TryWriteAsync(claim, etag: "", cancellationToken);
        if (isOurs)
        {
            return SlotClaim.Ours;
        }

        if (other is null || other.GetDateTimeOffset(ClaimedAt) + abandonedAfter > clock.GetUtcNow())
        {
            return SlotClaim.UnderWay;
        }

        return (await claims.TryWriteAsync(claim, other.ETag.ToString(), cancellationToken)).IsOurs
            ? SlotClaim.TakenOver
            : SlotClaim.UnderWay;
    }

    public Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken) =>
        SetNextAsync(account, null, next, cancellationToken);

    public Task ReplaceAsync(DueSlot done, DateTimeOffset? next, CancellationToken cancellationToken) =>
        SetNextAsync(done.Account, RowKey(done.Account, done.Due), next, cancellationToken);

    private async Task SetNextAsync(AccountKey account, string? done, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var pointerKey = TableKeys.Of(account);
        var pointer = (await slots.FindAsync(Next, pointerKey, cancellationToken))?.GetString("Row");
        var row = next is { } due ? RowKey(account, due) : null;

        // The new row first: a crash in between leaves a row too many, which the claim makes harmless, and never one too few.
        if (row is not null)
        {
            await slots.UpsertAsync(new TableEntity(Due, row) { ["Due"] = next }, cancellationToken);
            await slots.UpsertAsync(new TableEntity(Next, pointerKey) { ["Row"] = row }, cancellationToken);
        }

        foreach (var old in new[] { pointer, done }.OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(old => !string.Equals(old, row, StringComparison.Ordinal)))
        {
            await slots.DeleteAsync(Due, old, cancellationToken);
        }

        if (row is null && pointer is not null)
        {
            await slots.DeleteAsync(Next, pointerKey, cancellationToken);
        }
    }

    [LoggerMessage(5010, LogLevel.Error, "Row {RowKey} of the due slots cannot be read and is left out.")]
    private partial void LogUnreadable(string rowKey);

    private static string RowKey(AccountKey account, DateTimeOffset due) => $"{TableKeys.Of(due)}|{TableKeys.Of(account)}";
}
