using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage;

/// <summary>Deletes by what storage itself knows: the time of a row's or blob's last write.</summary>
internal sealed class RetentionStore(TableServiceClient tables, BlobServiceClient blobs) : IRetentionStore
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey", "Timestamp"];

    public async Task<int> DeleteRecordsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Row "current" is an account's newest run, however old: it is what the next run looks at.
        var count = await DeleteAsync(StorageNames.RunsTable, row => row.Timestamp < before && row.RowKey != "current", cancellationToken);
        count += await DeleteAsync(StorageNames.SlotReportsTable, row => row.Timestamp < before, cancellationToken);
        return count + await DeleteAsync(StorageNames.SentMailsTable, row => row.Timestamp < before, cancellationToken);
    }

    public async Task<int> DeleteWorkingAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await DeleteAsync(StorageNames.SlotClaimsTable, row => row.Timestamp < before, cancellationToken)
        + await DeleteBlobsAsync(StorageNames.WorklistsContainer, before, cancellationToken);

    public Task<int> DeleteMaskedPagesAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteBlobsAsync(StorageNames.MaskedPagesContainer, before, cancellationToken);

    public async Task<PurgeCounts> PurgeAsync(LinkScope scope, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Of(scope);

        // '|' separates the event id in the partitions of bookings; '}' sorts right behind it.
        var (from, to) = ($"{partition}|", $"{partition}}}");
        return new PurgeCounts(
            await DeleteAsync(StorageNames.CandidateLinksTable, row => row.PartitionKey == partition, cancellationToken),
            await DeleteAsync(StorageNames.SetAsideTable, row => row.PartitionKey == partition, cancellationToken),
            await DeleteAsync(
                StorageNames.BookingLinksTable, row => row.PartitionKey.CompareTo(from) >= 0 && row.PartitionKey.CompareTo(to) < 0, cancellationToken));
    }

    public Task SaveProofAsync(string tenantId, PurgeProof proof, CancellationToken cancellationToken) => blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer)
        .GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{tenantId}-purge-{proof.GraduationYear}.json"))
        .UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(proof, StorageJson.Default.PurgeProof)), overwrite: true, cancellationToken);

    private async Task<int> DeleteAsync(
        string tableName, System.Linq.Expressions.Expression<Func<TableEntity, bool>> filter, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(tableName);
        var count = 0;
        await foreach (var page in table.QueryAsync(filter, select: Keys, cancellationToken: cancellationToken).AsPages())
        {
            foreach (var partition in page.Values.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
            {
                count += await DeleteAsync(table, [.. partition], cancellationToken);
            }
        }

        return count;
    }

    private static async Task<int> DeleteAsync(TableClient table, List<TableEntity> ofPartition, CancellationToken cancellationToken)
    {
        foreach (var batch in ofPartition.Chunk(TableBatches.Size))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }
            catch (TableTransactionFailedException gone) when (gone.Status == 404)
            {
                // Somebody else deleted one of them meanwhile, and a transaction is all or nothing.
                await table.DeleteAsync(batch[0].PartitionKey, batch.Select(row => row.RowKey), cancellationToken);
            }
        }

        return ofPartition.Count;
    }

    private async Task<int> DeleteBlobsAsync(string containerName, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        var count = 0;
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Properties.LastModified < before)
            {
                await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                count++;
            }
        }

        return count;
    }
}
