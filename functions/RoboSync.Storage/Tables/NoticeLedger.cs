using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Tables;

internal sealed class NoticeLedger(TableServiceClient tables, TimeProvider clock) : INoticeLedger, IHolder
{
    private const string ClaimedAt = "ClaimedAt";
    private const string SentAt = "SentAt";

    private readonly TableClient table = tables.GetTableClient(StorageNames.SentMailsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(
            StorageNames.SentMailsTable, "what mails were about, by tenant, account and slot") with { KeptAs = Keeping.Records }];

    public async Task<NoticeClaim> ClaimAsync(
        string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        var claim = Row(tenantId, dedupKey);
        claim[ClaimedAt] = clock.GetUtcNow();
        var other = await table.FindAsync(claim.PartitionKey, claim.RowKey, cancellationToken);
        if (other is not null && other.ContainsKey(SentAt))
        {
            return NoticeClaim.Told;
        }

        if (other is not null && other.GetDateTimeOffset(ClaimedAt) + abandonedAfter > clock.GetUtcNow())
        {
            return NoticeClaim.UnderWay;
        }

        return (await table.TryWriteAsync(claim, other?.ETag.ToString() ?? "", cancellationToken)).IsOurs
            ? NoticeClaim.Ours
            : NoticeClaim.UnderWay;
    }

    public Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        var row = Row(tenantId, dedupKey);
        return table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
    }

    public Task NoteToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        var row = Row(tenantId, dedupKey);
        row[SentAt] = clock.GetUtcNow();
        return table.MergeAsync(row, cancellationToken);
    }

    public async Task<bool> WasToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(tenantId), TableKeys.Of(dedupKey), cancellationToken) is { } row && row.ContainsKey(SentAt);

    private static TableEntity Row(string tenantId, string dedupKey) => new(TableKeys.Of(tenantId), TableKeys.Of(dedupKey));
}
