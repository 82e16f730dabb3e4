using Azure;
using Azure.Data.Tables;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Partition <c>due</c> is ordered by time: what is due is one range, however many accounts there are. Partition <c>next</c> tells where an
/// account's row is, so that replacing it needs no search.
/// </summary>
internal sealed class DueSlotStore(TableServiceClient tables, TimeProvider clock) : IDueSlotStore
{
    private const string Due = "due";
    private const string Next = "next";

    private readonly TableClient slots = tables.GetTableClient(StorageNames.DueSlotsTable);
    private readonly TableClient claims = tables.GetTableClient(StorageNames.SlotClaimsTable);

    public async Task<IReadOnlyList<DueSlot>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // '}' sorts behind the separator: the bound takes in every account of this very millisecond.
        var bound = TableKeys.Of(now) + "}";
        var due = new List<DueSlot>();
        await foreach (var row in slots.QueryAsync<TableEntity>(
            row => row.PartitionKey == Due && row.RowKey.CompareTo(bound) < 0, cancellationToken: cancellationToken))
        {
            var key = TableKeys.Split(row.RowKey);
            due.Add(new DueSlot(new AccountKey(key[1], key[2]), row.GetDateTimeOffset("Due")!.Value));
        }

        return due;
    }

    public async Task<SlotClaim> ClaimAsync(DueSlot slot, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        var claim = new TableEntity(TableKeys.Of(slot.Account), TableKeys.Of(slot.Due)) { ["ClaimedAt"] = clock.GetUtcNow() };
        try
        {
            await claims.AddEntityAsync(claim, cancellationToken);
            return SlotClaim.Ours;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            var other = await claims.FindAsync(claim.PartitionKey, claim.RowKey, cancellationToken);
            if (other is null || other.GetDateTimeOffset("ClaimedAt") + abandonedAfter > clock.GetUtcNow())
            {
                return SlotClaim.UnderWay;
            }

            return await TakeOverAsync(claim, other.ETag, cancellationToken);
        }
    }

    public Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken) => SetNextAsync(account, null, next, cancellationToken);

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
            await slots.UpsertEntityAsync(new TableEntity(Due, row) { ["Due"] = next }, TableUpdateMode.Replace, cancellationToken);
            await slots.UpsertEntityAsync(new TableEntity(Next, pointerKey) { ["Row"] = row }, TableUpdateMode.Replace, cancellationToken);
        }

        foreach (var old in new[] { pointer, done }.OfType<string>().Distinct(StringComparer.Ordinal).Where(old => !string.Equals(old, row, StringComparison.Ordinal)))
        {
            await slots.DeleteEntityAsync(Due, old, ETag.All, cancellationToken);
        }

        if (row is null && pointer is not null)
        {
            await slots.DeleteEntityAsync(Next, pointerKey, ETag.All, cancellationToken);
        }
    }

    private async Task<SlotClaim> TakeOverAsync(TableEntity claim, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await claims.UpdateEntityAsync(claim, version, TableUpdateMode.Replace, cancellationToken);
            return SlotClaim.TakenOver;
        }
        catch (RequestFailedException taken) when (taken.Status == 412)
        {
            return SlotClaim.UnderWay;
        }
    }

    private static string RowKey(AccountKey account, DateTimeOffset due) => $"{TableKeys.Of(due)}|{TableKeys.Of(account)}";
}
