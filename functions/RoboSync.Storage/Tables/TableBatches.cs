using Azure;
using Azure.Data.Tables;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage.Tables;

/// <summary>What the stores share in talking to tables.</summary>
internal static class TableBatches
{
    /// <summary>Most entities of one transaction, by the table service.</summary>
    public const int Size = 100;

    /// <summary>Adds or replaces entities of one partition, a hundred per transaction.</summary>
    public static async Task UpsertAsync(this TableClient table, IEnumerable<TableEntity> entities, CancellationToken cancellationToken)
    {
        foreach (var batch in entities.Chunk(Size))
        {
            await table.SubmitTransactionAsync(
                batch.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)), cancellationToken);
        }
    }

    /// <summary>Deletes rows of one partition; those that are not there are no error.</summary>
    public static async Task DeleteAsync(this TableClient table, string partition, IEnumerable<string> rowKeys, CancellationToken cancellationToken)
    {
        // One by one: a transaction fails whole where one row is missing. For few rows.
        foreach (var rowKey in rowKeys)
        {
            await table.DeleteEntityAsync(partition, rowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>All rows of a partition.</summary>
    public static async Task<List<TableEntity>> ReadPartitionAsync(this TableClient table, string partition, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>One row, or null.</summary>
    public static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string rowKey, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds a row where <paramref name="etag"/> is empty, replaces the row of that version otherwise.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="StaleStateException">Somebody else wrote in between.</exception>
    public static async Task<string> WriteAsync(this TableClient table, TableEntity entity, string etag, string what, CancellationToken cancellationToken)
    {
        try
        {
            var response = etag.Length == 0
                ? await table.AddEntityAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag.ToString()!;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            throw new StaleStateException(what, conflict);
        }
    }

    /// <summary>
    /// Adds rows without a version and replaces the others over theirs, in one partition, a hundred per transaction. What somebody else wrote in between is
    /// left as it is, and the rest is written all the same.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="entities">The rows, each with the version that it was read at; none: there must be no such row.</param>
    /// <param name="isOwn">Tells a row that an earlier try of this very write has left behind, whose answer was lost.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The rows that are written, with their new versions.</returns>
    public static async Task<IReadOnlyList<TableEntity>> WriteUnchangedAsync(
        this TableClient table, IEnumerable<TableEntity> entities, Func<TableEntity, TableEntity, bool> isOwn, CancellationToken cancellationToken)
    {
        var written = new List<TableEntity>();
        foreach (var batch in entities.Chunk(Size))
        {
            var open = batch.ToList();
            while (open.Count > 0)
            {
                try
                {
                    var answers = await table.SubmitTransactionAsync(open.Select(Conditional), cancellationToken);
                    written.AddRange(open.Zip(answers.Value, (entity, answer) => WithVersion(entity, answer.Headers.ETag)));
                    break;
                }
                catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
                {
                    var stored = (await table.ReadPartitionAsync(open[0].PartitionKey, cancellationToken))
                        .ToDictionary(row => row.RowKey, StringComparer.Ordinal);
                    written.AddRange(open.Where(row => stored.TryGetValue(row.RowKey, out var there) && isOwn(there, row))
                        .Select(row => WithVersion(row, stored[row.RowKey].ETag)));
                    open.RemoveAll(row => stored.GetValueOrDefault(row.RowKey)?.ETag != Version(row));
                }
            }
        }

        return written;
    }

    private static ETag? Version(TableEntity row) => row.ETag == default || row.ETag == new ETag("") ? null : row.ETag;

    private static TableEntity WithVersion(TableEntity row, ETag? version)
    {
        row.ETag = version ?? default;
        return row;
    }

    private static TableTransactionAction Conditional(TableEntity row) => Version(row) is { } version
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version)
        : new TableTransactionAction(TableTransactionActionType.Add, row);
}
