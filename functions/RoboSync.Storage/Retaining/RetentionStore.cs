using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Retaining;

/// <summary>
/// Deletes what is too old by what storage itself knows, the time of a row's or blob's last write, which takes a look at all of them; and
/// what is a year's by what the stores say of it, among the tenant's only.
/// </summary>
internal sealed class RetentionStore(TableServiceClient tables, BlobServiceClient blobs, IEnumerable<IHolder> holders) : IRetentionStore
{
    // A night's records of 10,000 companies, one request after the other, would take as long as the host lets a function work.
    private const int RequestsAtOnce = 16;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Timestamp", "RunId", RunEntity.GraduationYear];

    private readonly List<Holding> holdings = [.. holders.SelectMany(holder => holder.Holdings)];

    public async Task<int> DeleteOldAsync(Keeping keeping, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var place in holdings.Where(holding => holding.KeptAs == keeping).Select(holding => holding.Place)
            .Distinct(StringComparer.Ordinal))
        {
            count += StorageNames.Containers.Contains(place, StringComparer.Ordinal)
                ? await DeleteOldBlobsAsync(place, before, cancellationToken)
                : await DeleteOldRowsAsync(place, before, cancellationToken);
        }

        return count;
    }

    public Task<IReadOnlyDictionary<string, int>> CountAsync(PurgeScope scope, CancellationToken cancellationToken) =>
        GoThroughAsync(scope, isPurge: false, cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken) =>
        GoThroughAsync(scope, isPurge: true, cancellationToken);

    private async Task<IReadOnlyDictionary<string, int>> GoThroughAsync(PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var holding in holdings)
        {
            switch (holding)
            {
                case HeldRows rows:
                    counts[rows.Kind] = counts.GetValueOrDefault(rows.Kind) + await RowsAsync(rows, scope, isPurge, cancellationToken);
                    break;
                case HeldBlobs held:
                    counts[held.Kind] = counts.GetValueOrDefault(held.Kind) + await BlobsAsync(held, scope, isPurge, cancellationToken);
                    break;
            }
        }

        return counts;
    }

    private async Task<int> RowsAsync(HeldRows held, PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var filter in held.Filters(scope))
        {
            count += await EachPartitionAsync(
                held.Place,
                filter,
                row => held.IsOfYear?.Invoke(scope, row) ?? true,
                (table, rows) => isPurge ? table.DeleteAsync(rows, _ => ETag.All, cancellationToken) : Task.CompletedTask,
                cancellationToken);
        }

        return count;
    }

    private async Task<int> BlobsAsync(HeldBlobs held, PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(held.Place);
        var options = new GetBlobsOptions { Prefix = held.Prefix(scope), Traits = BlobTraits.Metadata };
        var count = 0;
        await foreach (var blob in container.GetBlobsAsync(options, cancellationToken))
        {
            if (held.IsOfYear(scope, blob))
            {
                count++;
                if (isPurge)
                {
                    await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                }
            }
        }

        return count;
    }

    // By the version that was read: a row that is written just now is young again. It is so of an account that wakes after months.
    private Task<int> DeleteOldRowsAsync(string table, DateTimeOffset before, CancellationToken cancellationToken) => EachPartitionAsync(
        table,
        TableClient.CreateQueryFilter<TableEntity>(row => row.Timestamp < before),
        _ => true,
        (client, rows) => client.DeleteAsync(rows, row => row.ETag, cancellationToken),
        cancellationToken);

    private async Task<int> DeleteOldBlobsAsync(string containerName, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        var count = 0;
        await Parallel.ForEachAsync(
            container.GetBlobsAsync(cancellationToken: cancellationToken), SideBySide(cancellationToken), async (blob, token) =>
            {
                if (blob.Properties.LastModified < before)
                {
                    await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token);
                    Interlocked.Increment(ref count);
                }
            });
        return count;
    }

    private async Task<int> EachPartitionAsync(
        string tableName,
        string filter,
        Func<TableEntity, bool> also,
        Func<TableClient, List<TableEntity>, Task> ofPartition,
        CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(tableName);
        var count = 0;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken).AsPages())
        {
            var partitions = page.Values.Where(also).GroupBy(row => row.PartitionKey, StringComparer.Ordinal)
                .Select(partition => partition.ToList());
            await Parallel.ForEachAsync(partitions, SideBySide(cancellationToken), async (rows, _) =>
            {
                await ofPartition(table, rows);
                Interlocked.Add(ref count, rows.Count);
            });
        }

        return count;
    }

    private static ParallelOptions SideBySide(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
}
