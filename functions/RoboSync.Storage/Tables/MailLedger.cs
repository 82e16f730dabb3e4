using Azure;
using Azure.Data.Tables;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;

namespace RoboSync.Storage.Tables;

internal sealed class MailLedger(TableServiceClient tables, TimeProvider clock) : IMailLedger
{
    private const string ClaimedAt = "ClaimedAt";
    private const string SentAt = "SentAt";

    private readonly TableClient table = tables.GetTableClient(StorageNames.SentMailsTable);

    public async Task<MailClaim> ClaimAsync(string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        var claim = Row(tenantId, dedupKey);
        claim[ClaimedAt] = clock.GetUtcNow();
        var other = await table.FindAsync(claim.PartitionKey, claim.RowKey, cancellationToken);
        if (other is not null && other.ContainsKey(SentAt))
        {
            return MailClaim.Sent;
        }

        if (other is not null && other.GetDateTimeOffset(ClaimedAt) + abandonedAfter > clock.GetUtcNow())
        {
            return MailClaim.UnderWay;
        }

        try
        {
            await table.WriteAsync(claim, other?.ETag.ToString() ?? "", $"Mail {dedupKey} of {tenantId}", cancellationToken);
            return MailClaim.Ours;
        }
        catch (StaleStateException)
        {
            // Somebody else came first just now.
            return MailClaim.UnderWay;
        }
    }

    public Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        var row = Row(tenantId, dedupKey);
        return table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    public Task NoteSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        var row = Row(tenantId, dedupKey);
        row[SentAt] = clock.GetUtcNow();
        return table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    public async Task<bool> WasSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(tenantId), TableKeys.Of(dedupKey), cancellationToken) is { } row && row.ContainsKey(SentAt);

    private static TableEntity Row(string tenantId, string dedupKey) => new(TableKeys.Of(tenantId), TableKeys.Of(dedupKey));
}
