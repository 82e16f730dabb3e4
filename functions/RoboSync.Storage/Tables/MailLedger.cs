using Azure.Data.Tables;
using RoboSync.Sync.Notifications;

namespace RoboSync.Storage.Tables;

internal sealed class MailLedger(TableServiceClient tables) : IMailLedger
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.SentMailsTable);

    public async Task<bool> WasSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(tenantId), TableKeys.Of(dedupKey), cancellationToken) is not null;

    public Task NoteSentAsync(string tenantId, string dedupKey, DateTimeOffset at, CancellationToken cancellationToken) => table.UpsertEntityAsync(
        new TableEntity(TableKeys.Of(tenantId), TableKeys.Of(dedupKey)) { ["SentAt"] = at }, TableUpdateMode.Replace, cancellationToken);
}
