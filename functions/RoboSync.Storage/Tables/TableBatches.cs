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
}
