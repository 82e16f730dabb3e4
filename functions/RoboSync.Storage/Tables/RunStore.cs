using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Blobs;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// An account's partition holds its newest run in row <c>current</c> and each finished run in a row of its own, written in one transaction.
/// </summary>
internal sealed class RunStore(TableServiceClient tables, BlobServiceClient blobs) : IRunStore
{
    /// <summary>Row of an account's newest run.</summary>
    public const string Current = "current";

    private readonly TableClient table = tables.GetTableClient(StorageNames.RunsTable);
    private readonly BlobContainerClient worklists = blobs.GetBlobContainerClient(StorageNames.WorklistsContainer);

    public async Task<RunState?> ReadCurrentAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(TableKeys.Of(account), Current, cancellationToken);
        return row is null ? null : RunEntity.ToRun(row) with { ETag = row.ETag.ToString() };
    }

    public async Task<RunState> SaveAsync(RunState run, CancellationToken cancellationToken)
    {
        var current = RunEntity.Of(TableKeys.Of(run.Account), Current, run);
        var what = $"Run {run.RunId} of account {run.Account}";
        if (run.Phase != RunPhase.Finished)
        {
            return run with { ETag = await table.WriteAsync(current, run.ETag, what, cancellationToken) };
        }

        var write = run.ETag.Length == 0
            ? new TableTransactionAction(TableTransactionActionType.Add, current)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, current, new ETag(run.ETag));
        var history = new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, RunEntity.Of(current.PartitionKey, TableKeys.Of("run", run.RunId), run));
        try
        {
            var written = await table.SubmitTransactionAsync([write, history], cancellationToken);
            return run with { ETag = written.Value[0].Headers.ETag.ToString()! };
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            throw new StaleStateException(what, conflict);
        }
    }

    public async Task<bool> IsFinishedAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(account), TableKeys.Of("run", runId), cancellationToken) is not null;

    public async Task SaveWorklistAsync(AccountKey account, string runId, Worklist worklist, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(zip, worklist, StorageJson.Default.Worklist, cancellationToken);
        }

        packed.Position = 0;
        await Blob(account, runId).UploadAsync(packed, new BlobUploadOptions { Metadata = RecordYear.Metadata(worklist.GraduationYear) }, cancellationToken);
    }

    public async Task<Worklist?> ReadWorklistAsync(AccountKey account, string runId, CancellationToken cancellationToken)
    {
        try
        {
            await using var packed = await Blob(account, runId).OpenReadAsync(cancellationToken: cancellationToken);
            await using var zip = new GZipStream(packed, CompressionMode.Decompress);
            return await JsonSerializer.DeserializeAsync(zip, StorageJson.Default.Worklist, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private BlobClient Blob(AccountKey account, string runId) => worklists.GetBlobClient($"{account.TenantId}/{account.AccountId}/{runId}.json.gz");
}
