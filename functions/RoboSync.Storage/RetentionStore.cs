using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage;

/// <summary>
/// Deletes what is too old by what storage itself knows, the time of a row's or blob's last write, which takes a look at all of them; and what is a year's by the
/// year that rows and blobs name, among the tenant's only.
/// </summary>
internal sealed class RetentionStore(TableServiceClient tables, BlobServiceClient blobs) : IRetentionStore
{
    private const string Begun = "begun";

    // A night's records of 10,000 companies, one request after the other, would take as long as the host lets a function work.
    private const int RequestsAtOnce = 16;

    private static readonly string[] Keys = ["PartitionKey", "RowKey", "Timestamp", "RunId", RunEntity.GraduationYear];

    public async Task<int> DeleteRecordsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await DeleteAsync(StorageNames.RunsTable, row => row.Timestamp < before, cancellationToken)
        + await DeleteAsync(StorageNames.SlotReportsTable, row => row.Timestamp < before, cancellationToken)
        + await DeleteAsync(StorageNames.SentMailsTable, row => row.Timestamp < before, cancellationToken);

    public async Task<int> DeleteWorkingAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await DeleteAsync(StorageNames.SlotClaimsTable, row => row.Timestamp < before, cancellationToken)
        + await DeleteBlobsAsync(StorageNames.WorklistsContainer, before, cancellationToken);

    public Task<int> DeleteMaskedPagesAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteBlobsAsync(StorageNames.MaskedPagesContainer, before, cancellationToken);

    public async Task<IReadOnlyList<AccountKey>> ListUnfinishedAsync(PurgeScope scope, CancellationToken cancellationToken)
    {
        var (from, to) = TableKeys.Below(TableKeys.Of(scope.People.TenantId));
        var finished = nameof(RunPhase.Finished);
        var accounts = new List<AccountKey>();
        await foreach (var row in tables.GetTableClient(StorageNames.RunsTable).QueryAsync<TableEntity>(
            row => row.PartitionKey.CompareTo(from) >= 0 && row.PartitionKey.CompareTo(to) < 0 && row.RowKey == RunStore.Current && row.GetString("Phase") != finished,
            select: Keys,
            cancellationToken: cancellationToken))
        {
            var key = TableKeys.Split(row.PartitionKey);
            if (scope.Covers(key[1], row.GetInt32(RunEntity.GraduationYear)))
            {
                accounts.Add(new AccountKey(key[0], key[1]));
            }
        }

        return accounts;
    }

    public Task<PurgeCounts> CountAsync(PurgeScope scope, CancellationToken cancellationToken) => GoThroughAsync(scope, isPurge: false, cancellationToken);

    public Task<PurgeCounts> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken) => GoThroughAsync(scope, isPurge: true, cancellationToken);

    public async Task<StoredProof?> FindBegunAsync(string tenantId, int graduationYear, CancellationToken cancellationToken)
    {
        // Other tenants' documents may begin with the same letters; what is begun carries a mark.
        await foreach (var blob in Proofs.GetBlobsAsync(
            new GetBlobsOptions { Prefix = $"{ProofPrefix(tenantId, graduationYear)}-", Traits = BlobTraits.Metadata }, cancellationToken))
        {
            if (blob.Metadata.ContainsKey(Begun) && await Proofs.FindContentAsync(blob.Name, cancellationToken) is { } content
                && JsonSerializer.Deserialize(content, StorageJson.Default.PurgeProof) is { FinishedAt: null } proof
                && string.Equals(proof.TenantId, tenantId, StringComparison.Ordinal) && proof.GraduationYear == graduationYear)
            {
                return new StoredProof(blob.Name, proof);
            }
        }

        return null;
    }

    public async Task<StoredProof> AddProofAsync(PurgeProof proof, CancellationToken cancellationToken)
    {
        var start = proof.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        if (proof.FinishedAt is null)
        {
            options.Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Begun] = "true" };
        }

        for (var copy = 1; ; copy++)
        {
            var suffix = copy == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{copy}");
            var name = $"{ProofPrefix(proof.TenantId, proof.GraduationYear)}-{start}{suffix}.json";
            try
            {
                await Proofs.GetBlobClient(name).UploadAsync(Json(proof), options, cancellationToken);
                return new StoredProof(name, proof);
            }
            catch (RequestFailedException taken) when (taken.Status is 409 or 412)
            {
                // Asked for twice within a second: each has its proof.
            }
        }
    }

    public Task FinishProofAsync(StoredProof stored, PurgeProof proof, CancellationToken cancellationToken) =>
        Proofs.GetBlobClient(stored.Name).UploadAsync(Json(proof), overwrite: true, cancellationToken);

    private BlobContainerClient Proofs => blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);

    private static string ProofPrefix(string tenantId, int graduationYear) => string.Create(CultureInfo.InvariantCulture, $"{tenantId}-purge-{graduationYear}");

    private static BinaryData Json(PurgeProof proof) => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(proof, StorageJson.Default.PurgeProof));

    private async Task<PurgeCounts> GoThroughAsync(PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var people = TableKeys.Of(scope.People);
        var (bookingsFrom, bookingsTo) = TableKeys.Below(people);
        var (tenantFrom, tenantTo) = TableKeys.Below(TableKeys.Of(scope.People.TenantId));
        Task<int> RowsAsync(string table, Expression<Func<TableEntity, bool>> filter, Func<TableEntity, bool> isOfYear) =>
            EachAsync(table, filter, isOfYear, (client, rows) => isPurge ? DeleteAsync(client, rows, _ => ETag.All, cancellationToken) : Task.CompletedTask, cancellationToken);

        return new PurgeCounts(
            await RowsAsync(StorageNames.CandidateLinksTable, row => row.PartitionKey == people, _ => true),
            await RowsAsync(StorageNames.SetAsideTable, row => row.PartitionKey == people, _ => true),
            await RowsAsync(
                StorageNames.BookingLinksTable, row => row.PartitionKey.CompareTo(bookingsFrom) >= 0 && row.PartitionKey.CompareTo(bookingsTo) < 0, _ => true),
            await RowsAsync(
                StorageNames.RunsTable,
                row => row.PartitionKey.CompareTo(tenantFrom) >= 0 && row.PartitionKey.CompareTo(tenantTo) < 0,
                row => IsOfYear(scope, row, TableKeys.Split(row.PartitionKey)[1])),
            await RowsAsync(
                StorageNames.SlotReportsTable,
                row => row.PartitionKey.CompareTo(tenantFrom) >= 0 && row.PartitionKey.CompareTo(tenantTo) < 0,
                row => IsOfYear(scope, row, TableKeys.Split(row.RowKey)[0])),
            await BlobsAsync(StorageNames.WorklistsContainer, scope, isPurge, cancellationToken),
            await BlobsAsync(StorageNames.MaskedPagesContainer, scope, isPurge, cancellationToken),
            await SeminarsAsync(scope, isPurge, cancellationToken));
    }

    // A report that is still expected names no run, and nobody.
    private static bool IsOfYear(PurgeScope scope, TableEntity row, string accountId) =>
        row.GetString("RunId") is not null && scope.Covers(accountId, row.GetInt32(RunEntity.GraduationYear));

    private async Task<int> BlobsAsync(string containerName, PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        var options = new GetBlobsOptions { Prefix = $"{scope.People.TenantId}/", Traits = BlobTraits.Metadata };
        var count = 0;
        await foreach (var blob in container.GetBlobsAsync(options, cancellationToken))
        {
            // {tenant}/{account}/…
            if (scope.Covers(blob.Name.Split('/')[1], RecordYear.Of(blob)))
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

    private async Task<int> SeminarsAsync(PurgeScope scope, bool isPurge, CancellationToken cancellationToken)
    {
        var list = blobs.GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient(MappingSheetStore.SeminarsName(scope.People));
        return (isPurge ? await list.DeleteIfExistsAsync(cancellationToken: cancellationToken) : await list.ExistsAsync(cancellationToken)) ? 1 : 0;
    }

    private static ParallelOptions SideBySide(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };

    // By the version that was read: a row that is written just now is young again. It is so of an account that wakes after months.
    private Task<int> DeleteAsync(string tableName, Expression<Func<TableEntity, bool>> filter, CancellationToken cancellationToken) =>
        EachAsync(tableName, filter, _ => true, (table, rows) => DeleteAsync(table, rows, row => row.ETag, cancellationToken), cancellationToken);

    private async Task<int> EachAsync(
        string tableName,
        Expression<Func<TableEntity, bool>> filter,
        Func<TableEntity, bool> also,
        Func<TableClient, List<TableEntity>, Task> ofPartition,
        CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(tableName);
        var count = 0;
        await foreach (var page in table.QueryAsync(filter, select: Keys, cancellationToken: cancellationToken).AsPages())
        {
            var partitions = page.Values.Where(also).GroupBy(row => row.PartitionKey, StringComparer.Ordinal).Select(partition => partition.ToList());
            await Parallel.ForEachAsync(partitions, SideBySide(cancellationToken), async (rows, _) =>
            {
                await ofPartition(table, rows);
                Interlocked.Add(ref count, rows.Count);
            });
        }

        return count;
    }

    private static async Task DeleteAsync(TableClient table, List<TableEntity> ofPartition, Func<TableEntity, ETag> version, CancellationToken cancellationToken)
    {
        foreach (var batch in ofPartition.Chunk(TableBatches.Size))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, version(row))), cancellationToken);
            }
            catch (TableTransactionFailedException changed) when (changed.Status is 404 or 412)
            {
                // Somebody else deleted or wrote one of them meanwhile, and a transaction is all or nothing.
                foreach (var row in batch)
                {
                    await DeleteUnchangedAsync(table, row, version(row), cancellationToken);
                }
            }
        }
    }

    private static async Task DeleteUnchangedAsync(TableClient table, TableEntity row, ETag version, CancellationToken cancellationToken)
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

    private async Task<int> DeleteBlobsAsync(string containerName, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        var count = 0;
        await Parallel.ForEachAsync(container.GetBlobsAsync(cancellationToken: cancellationToken), SideBySide(cancellationToken), async (blob, token) =>
        {
            if (blob.Properties.LastModified < before)
            {
                await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token);
                Interlocked.Increment(ref count);
            }
        });
        return count;
    }
}
