using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// Table <c>Uploads</c>: a row for each version of a blob that was taken. A turn is a lease, as accounts have one; no account's id begins
/// with a tilde.
/// </summary>
internal sealed class UploadStore(TableServiceClient tables, BlobServiceClient blobs, IAccountLeases leases, TimeProvider clock)
    : IUploadStore, IHolder
{
    private const string Since = "Since";
    private const string DoneAt = "DoneAt";

    private readonly TableClient table = tables.GetTableClient(StorageNames.UploadsTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(
            StorageNames.UploadsTable, "which uploads took effect, by hashes of their names") with { KeptAs = Keeping.Working }];

    public async Task<IUploadTurn?> TryTakeTurnAsync(UploadedBlob blob, CancellationToken cancellationToken) =>
        await leases.TryAcquireAsync(new AccountKey(blob.Owner!, $"~{blob.Function}"), cancellationToken) is { } lease
            ? new Turn(lease)
            : null;

    public async Task<BlobVersion?> OpenAsync(UploadedBlob blob, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await blobs.GetBlobContainerClient(blob.Container).GetBlobClient(blob.Name)
                .DownloadStreamingAsync(cancellationToken: cancellationToken);
            return new BlobVersion(answer.Value.Content, answer.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<UploadNote> NoteTakenAsync(UploadedBlob blob, string version, CancellationToken cancellationToken)
    {
        var row = Row(blob, version);
        if (await table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is { } known)
        {
            return new UploadNote(known.GetDateTimeOffset(Since)!.Value, known.ContainsKey(DoneAt));
        }

        var now = clock.GetUtcNow();
        row[Since] = now;
        await table.MergeAsync(row, cancellationToken);
        return new UploadNote(now, IsDone: false);
    }

    public Task NoteDoneAsync(UploadedBlob blob, string version, CancellationToken cancellationToken)
    {
        var row = Row(blob, version);
        row[DoneAt] = clock.GetUtcNow();
        return table.MergeAsync(row, cancellationToken);
    }

    // Hashed: a blob's name may be longer than a key.
    private static TableEntity Row(UploadedBlob blob, string version) => new(
        TableKeys.Of(blob.Owner!),
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{blob.Container}/{blob.Name}@{version}"))))
    {
        ["Function"] = blob.Function,
    };

    private sealed class Turn(IAccountLease lease) : IUploadTurn
    {
        public CancellationToken Lost => lease.Lost;

        public ValueTask DisposeAsync() => lease.DisposeAsync();
    }
}
