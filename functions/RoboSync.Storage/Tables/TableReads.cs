using Azure.Data.Tables;

namespace RoboSync.Storage.Tables;

/// <summary>What the stores share in reading tables.</summary>
internal static class TableReads
{
    /// <summary>All rows of a partition.</summary>
    public static async Task<List<TableEntity>> ReadPartitionAsync(
        this TableClient table, string partition, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>One row, or null.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table, string partition, string rowKey, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
