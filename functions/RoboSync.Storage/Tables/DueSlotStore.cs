using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Partition <c>due</c> is ordered by time: what is due is one range, however many accounts there are. Partition <c>next</c> tells where an
/// account's row is, so that replacing it needs no search. What was started is claimed in a partition for each slot: a hundred in a
/// request.
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

    public async Task<IReadOnlyDictionary<DueSlot, SlotClaim>> ClaimAsync(
        IReadOnlyCollection<DueSlot> slots, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        var claimed = new Dictionary<DueSlot, SlotClaim>();
        foreach (var together in slots.GroupBy(slot => slot.Due))
        {
            foreach (var batch in together.Chunk(TableWrites.BatchSize))
            {
                await ClaimAsync(TableKeys.Of(together.Key), batch, abandonedAfter, claimed, cancellationToken);
            }
        }

        return claimed;
    }

    public Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken) =>
        SetNextAsync(account, null, next, cancellationToken);

    public async Task ReplaceAsync(
        IReadOnlyCollection<(DueSlot Done, DateTimeOffset Next)> replaced, CancellationToken cancellationToken)
    {
        // The new rows first, as in SetNextAsync. A row that somebody has set meanwhile is left: it is due once more, and then replaced. An
        // account of which a dispatch that died has left two rows gets one.
        var next = replaced.GroupBy(item => item.Done.Account).Select(ofAccount => (Account: ofAccount.Key, ofAccount.Last().Next))
            .ToList();
        await slots.UpsertAsync(
            next.Select(item => new TableEntity(Due, RowKey(item.Account, item.Next)) { ["Due"] = item.Next }), cancellationToken);
        await slots.UpsertAsync(
            next.Select(item => new TableEntity(Next, TableKeys.Of(item.Account)) { ["Row"] = RowKey(item.Account, item.Next) }),
            cancellationToken);
        var kept = next.Select(item => RowKey(item.Account, item.Next)).ToHashSet(StringComparer.Ordinal);
        await slots.DeleteAsync(
            [.. replaced.Select(item => RowKey(item.Done.Account, item.Done.Due)).Where(row => !kept.Contains(row))
                .Select(row => new TableEntity(Due, row))],
            _ => ETag.All,
            cancellationToken);
    }

    public Task DropAsync(DueSlot slot, CancellationToken cancellationToken) =>
        SetNextAsync(slot.Account, RowKey(slot.Account, slot.Due), null, cancellationToken);

    // What was not there is ours; of the others, each tells how old its claim is.
    private async Task ClaimAsync(
        string partition, DueSlot[] batch, TimeSpan abandonedAfter, Dictionary<DueSlot, SlotClaim> claimed,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        TableEntity Claim(DueSlot slot) => new(partition, TableKeys.Of(slot.Account)) { [ClaimedAt] = now };
        var ours = (await claims.WriteUnchangedAsync(batch.Select(Claim), (_, _) => false, cancellationToken))
            .Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        foreach (var slot in batch)
        {
            claimed[slot] = ours.Contains(TableKeys.Of(slot.Account))
                ? SlotClaim.Ours
                : await TakeOverAsync(Claim(slot), now - abandonedAfter, cancellationToken);
        }
    }

    private async Task<SlotClaim> TakeOverAsync(TableEntity claim, DateTimeOffset abandoned, CancellationToken cancellationToken) =>
        await claims.FindAsync(claim.PartitionKey, claim.RowKey, cancellationToken) is { } other
        && other.GetDateTimeOffset(ClaimedAt) <= abandoned
        && (await claims.TryWriteAsync(claim, other.ETag.ToString(), cancellationToken)).IsOurs
            ? SlotClaim.TakenOver
            : SlotClaim.UnderWay;

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
