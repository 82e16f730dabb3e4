// The one place that these are called from.
#pragma warning disable RS0030
using Azure;
using Azure.Data.Tables;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage.Tables;

/// <summary>
/// The only way in which tables are written (BannedSymbols.txt bans every other). Each write leaves its <see cref="WriteId"/> on its rows.
/// A refusal is believed only after the rows were read again and are not one's own, which costs a request where there is a conflict and
/// none where there is not. A row that somebody else has written over by then is theirs: whoever wrote before them has lost it either way.
/// </summary>
internal static class TableWrites
{
    /// <summary>Most entities of one transaction, by the table service.</summary>
    public const int BatchSize = 100;

    private static readonly string[] Identity = ["PartitionKey", "RowKey", WriteId.Name];

    /// <summary>Adds a row where <paramref name="etag"/> is empty, replaces the row of that version otherwise.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="StaleStateException">Somebody else wrote in between.</exception>
    public static async Task<string> WriteAsync(
        this TableClient table, TableEntity row, string etag, string what, CancellationToken cancellationToken) =>
        await table.TryWriteAsync(row, etag, cancellationToken) is { IsOurs: true, ETag: { } written }
            ? written
            : throw new StaleStateException(what);

    /// <summary>The same, telling of somebody else's row instead of throwing.</summary>
    public static async Task<WriteOutcome> TryWriteAsync(
        this TableClient table, TableEntity row, string etag, CancellationToken cancellationToken)
    {
        var id = Mark([row]);
        try
        {
            var response = etag.Length == 0
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellationToken);
            return new WriteOutcome(IsOurs: true, response.Headers.ETag.ToString()!, Other: null);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            var stored = await table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken);
            return stored is not null && IsOf(stored, id)
                ? new WriteOutcome(IsOurs: true, stored.ETag.ToString(), Other: null)
                : new WriteOutcome(IsOurs: false, ETag: null, stored);
        }
    }

    /// <summary>Adds or replaces a row, whatever is there.</summary>
    public static Task UpsertAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        Mark([row]);
        return table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Adds a row, or these columns to the row that is there.</summary>
    public static Task MergeAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        Mark([row]);
        return table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Adds or replaces rows of one partition, a hundred per transaction.</summary>
    public static Task UpsertAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) =>
        table.UpsertAsync(rows, TableTransactionActionType.UpsertReplace, cancellationToken);

    /// <summary>Adds rows of one partition, or their columns to the rows that are there, a hundred per transaction.</summary>
    public static Task MergeAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) =>
        table.UpsertAsync(rows, TableTransactionActionType.UpsertMerge, cancellationToken);

    private static async Task UpsertAsync(
        this TableClient table, IEnumerable<TableEntity> rows, TableTransactionActionType how, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(BatchSize))
        {
            Mark(batch);
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(how, row)), cancellationToken);
        }
    }

    /// <summary>Writes rows of one partition in one transaction.</summary>
    /// <param name="table">The table.</param>
    /// <param name="actions">Up to a hundred adds, updates and upserts of <see cref="TableEntity"/>s.</param>
    /// <param name="what">What they are, for the error.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>The new versions by row key; without those of rows that somebody else has written over since.</returns>
    /// <exception cref="StaleStateException">A row is there that was to be added, or is another version than was to be updated.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> SubmitAsync(
        this TableClient table, IReadOnlyList<TableTransactionAction> actions, string what, CancellationToken cancellationToken)
    {
        var rows = actions.Select(action => (TableEntity)action.Entity).ToList();
        var id = Mark(rows);
        try
        {
            var written = await table.SubmitTransactionAsync(actions, cancellationToken);
            return rows.Zip(written.Value).ToDictionary(
                pair => pair.First.RowKey, pair => pair.Second.Headers.ETag.ToString()!, StringComparer.Ordinal);
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            // All or nothing: one row of ours tells that all of them were written.
            var ours = (await table.FindAllAsync(rows, Identity, cancellationToken)).Where(row => IsOf(row, id)).ToList();
            return ours.Count > 0
                ? ours.ToDictionary(row => row.RowKey, row => row.ETag.ToString(), StringComparer.Ordinal)
                : throw new StaleStateException(what, conflict);
        }
    }

    /// <summary>
    /// Adds rows without a version and replaces the others over theirs, in one partition, a hundred per transaction. What somebody else
    /// wrote in between is left as it is, and the rest is written all the same.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, each with the version that it was read at; none: there must be no such row.</param>
    /// <param name="isOwn">Tells a row that an earlier call with the same rows has left behind.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The rows that are written, with their new versions.</returns>
    public static async Task<IReadOnlyList<TableEntity>> WriteUnchangedAsync(
        this TableClient table, IEnumerable<TableEntity> rows, Func<TableEntity, TableEntity, bool> isOwn,
        CancellationToken cancellationToken)
    {
        var written = new List<TableEntity>();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            var open = batch.ToList();
            while (open.Count > 0)
            {
                try
                {
                    var versions = await table.SubmitAsync(open.ConvertAll(Conditional), "A row", cancellationToken);
                    written.AddRange(
                        open.Where(row => versions.ContainsKey(row.RowKey)).Select(row => WithVersion(row, versions[row.RowKey])));
                    break;
                }
                catch (StaleStateException)
                {
                    var stored = (await table.FindAllAsync(open, columns: null, cancellationToken))
                        .ToDictionary(row => row.RowKey, StringComparer.Ordinal);
                    var own = open.Where(row => stored.TryGetValue(row.RowKey, out var there) && isOwn(there, row)).ToHashSet();
                    open.RemoveAll(row => own.Contains(row) || stored.GetValueOrDefault(row.RowKey)?.ETag != Version(row));
                    written.AddRange(own.Select(row => WithVersion(row, stored[row.RowKey].ETag.ToString())));
                }
            }
        }

        return written;
    }

    /// <summary>Deletes a row; that it is not there is no error.</summary>
    public static Task DeleteAsync(this TableClient table, string partition, string rowKey, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(partition, rowKey, ETag.All, cancellationToken);

    /// <summary>Deletes rows of one partition; those that are not there are no error.</summary>
    public static async Task DeleteAsync(
        this TableClient table, string partition, IEnumerable<string> rowKeys, CancellationToken cancellationToken)
    {
        // One by one: a transaction fails whole where one row is missing. For few rows.
        foreach (var rowKey in rowKeys)
        {
            await table.DeleteAsync(partition, rowKey, cancellationToken);
        }
    }

    /// <summary>
    /// Deletes rows of one partition as they were read, a hundred per transaction. What is gone or was written meanwhile is left.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="version">The version to delete; <see cref="ETag.All"/> for whatever is there.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task DeleteAsync(
        this TableClient table, IReadOnlyList<TableEntity> rows, Func<TableEntity, ETag> version, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(BatchSize))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, version(row))),
                    cancellationToken);
            }
            catch (TableTransactionFailedException changed) when (changed.Status is 404 or 412)
            {
                // Somebody else, or this call before its answer was cut, deleted one of them; and a transaction is all or nothing.
                foreach (var row in batch)
                {
                    await table.DeleteUnchangedAsync(row, version(row), cancellationToken);
                }
            }
        }
    }

    private static async Task DeleteUnchangedAsync(
        this TableClient table, TableEntity row, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, version, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            // It is young again.
        }
    }

    // Between the first and the last of their keys, not one by one.
    private static async Task<List<TableEntity>> FindAllAsync(
        this TableClient table, List<TableEntity> rows, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        var keys = rows.Select(row => row.RowKey).Order(StringComparer.Ordinal).ToList();
        var filter =
            TableClient.CreateQueryFilter($"PartitionKey eq {rows[0].PartitionKey} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var found = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken))
        {
            if (wanted.Contains(row.RowKey))
            {
                found.Add(row);
            }
        }

        return found;
    }

    private static ETag? Version(TableEntity row) => row.ETag == default || row.ETag == new ETag("") ? null : row.ETag;

    private static TableEntity WithVersion(TableEntity row, string version)
    {
        row.ETag = new ETag(version);
        return row;
    }

    private static TableTransactionAction Conditional(TableEntity row) => Version(row) is { } version
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version)
        : new TableTransactionAction(TableTransactionActionType.Add, row);

    private static string Mark(IEnumerable<TableEntity> rows)
    {
        var id = WriteId.New();
        foreach (var row in rows)
        {
            row[WriteId.Name] = id;
        }

        return id;
    }

    private static bool IsOf(TableEntity row, string id) =>
        row.TryGetValue(WriteId.Name, out var stored) && id.Equals(stored as string, StringComparison.Ordinal);
}

/// <summary>What became of a conditional write.</summary>
/// <param name="IsOurs">Whether it is stored.</param>
/// <param name="ETag">Its version; null where it is not stored.</param>
/// <param name="Other">What is stored instead; null where it is ours or nothing is there.</param>
internal sealed record WriteOutcome(bool IsOurs, string? ETag, TableEntity? Other);
