using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// An account's partition holds its newest run in row <c>current</c> and each finished run in a row of its own, written in one transaction.
/// </summary>
internal sealed class RunStore(TableServiceClient tables, BlobServiceClient blobs) : IRunStore, IRunHistory, IUnfinishedRuns, IHolder
{
    /// <summary>Row of an account's newest run.</summary>
    public const string Current = "current";

    private readonly TableClient table = tables.GetTableClient(StorageNames.RunsTable);
    private readonly BlobContainerClient worklists = blobs.GetBlobContainerClient(StorageNames.WorklistsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        new HeldRows(
            StorageNames.RunsTable,
            "runs",
            scope => [TableFilters.Below(TableKeys.Of(scope.TenantId))],
            (scope, row) => RunEntity.IsOfYear(scope, row, TableKeys.Account(row.PartitionKey).AccountId)) { KeptAs = Keeping.Records },
        new HeldBlobs(StorageNames.WorklistsContainer, "worklists", HeldBlobs.BelowTenant, RecordYear.Covers) { KeptAs = Keeping.Working },
    ];

    public async Task<RunState?> ReadCurrentAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(TableKeys.Of(account), Current, cancellationToken);
        return row is null ? null : RunEntity.ToRun(row)! with { ETag = row.ETag.ToString() };
    }

    public async Task<IReadOnlyList<AccountKey>> ListUnfinishedAsync(PurgeScope scope, CancellationToken cancellationToken)
    {
        var filter = TableFilters.Below(TableKeys.Of(scope.TenantId))
            + TableClient.CreateQueryFilter($" and RowKey eq {Current} and Phase ne {nameof(RunPhase.Finished)}");
        var accounts = new List<AccountKey>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            filter, select: ["PartitionKey", RunEntity.GraduationYear], cancellationToken: cancellationToken))
        {
            var account = TableKeys.Account(row.PartitionKey);
            if (scope.Covers(account.AccountId, row.GetInt32(RunEntity.GraduationYear)))
            {
                accounts.Add(account);
            }
        }

        return accounts;
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
            TableTransactionActionType.UpsertReplace, RunEntity.Of(current.PartitionKey, RowOf(run.RunId), run));
        var versions = await table.SubmitAsync([write, history], what, cancellationToken);

        // Where the next run has begun meanwhile, this one has no row that it could write again.
        return run with { ETag = versions.GetValueOrDefault(Current, run.ETag) };
    }

    public async Task<bool> IsFinishedAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(account), RowOf(runId), cancellationToken) is not null;

    public async Task<IReadOnlyList<RunState>> ReadAsync(
        AccountKey account, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Runs are named by their slots: a time is one range of one partition.
        var (partition, first, last) = (TableKeys.Of(account), RowOf(RunRequest.IdOf(from)), RowOf(RunRequest.IdOf(until)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {last}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(RunEntity.ToRun).OfType<RunState>().Reverse().ToListAsync(cancellationToken);
    }

    public async Task<RunState?> FindAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(account), RowOf(runId), cancellationToken) is { } row ? RunEntity.ToRun(row) : null;

    public async Task SaveWorklistAsync(AccountKey account, string runId, Worklist worklist, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(zip, worklist, StorageJson.Default.Worklist, cancellationToken);
        }

        packed.Position = 0;
        await worklists.ReplaceAsync(Name(account, runId), packed, cancellationToken, RecordYear.Metadata(worklist.GraduationYear));
    }

    public async Task<Worklist?> ReadWorklistAsync(AccountKey account, string runId, CancellationToken cancellationToken)
    {
        try
        {
            await using var packed = await worklists.GetBlobClient(Name(account, runId))
                .OpenReadAsync(cancellationToken: cancellationToken);
            await using var zip = new GZipStream(packed, CompressionMode.Decompress);
            return await StoredJson.ReadAsync(
                zip, StorageJson.Default.Worklist, $"Worklist of run {runId} of {account}", cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private static string RowOf(string runId) => TableKeys.Of("run", runId);

    private static string Name(AccountKey account, string runId) => $"{account.TenantId}/{account.AccountId}/{runId}.json.gz";
}
