using Azure.Data.Tables;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage.Tables;

/// <summary>
/// How a record is kept in the columns of a row: each column once, for both ways. A column that a row lacks leaves what
/// <paramref name="empty"/> says.
/// </summary>
/// <param name="empty">The record of a row without columns, made of the row's keys.</param>
/// <param name="columns">The columns.</param>
internal sealed class RowMap<T>(Func<TableEntity, T> empty, params IReadOnlyList<Column<T>> columns)
{
    /// <summary>The row of a record.</summary>
    public TableEntity ToRow(string partition, string rowKey, T record)
    {
        var row = new TableEntity(partition, rowKey);
        foreach (var column in columns)
        {
            row[column.Name] = column.Read(record);
        }

        return row;
    }

    /// <summary>The record of a row.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: a value is not of its column's kind.</exception>
    public T ToRecord(TableEntity row)
    {
        var record = empty(row);
        foreach (var column in columns)
        {
            if (row.TryGetValue(column.Name, out var value) && value is not null)
            {
                try
                {
                    record = column.Write(record, value);
                }
                catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or ArgumentException)
                {
                    // The value is left out: it may be somebody's.
                    throw new SyncException(
                        FailureCode.StoredUnreadable, $"Column {column.Name} of row {row.PartitionKey}, {row.RowKey} cannot be read.");
                }
            }
        }

        return record;
    }
}

/// <summary>A column of a <see cref="RowMap{T}"/>.</summary>
/// <param name="Name">Name in the table; it never changes, since rows of former versions have it.</param>
/// <param name="Read">The stored value of a record; null for none.</param>
/// <param name="Write">The record with a stored value, which is never null.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Read, Func<T, object, T> Write);
