using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class CandidateLinkStore(TableServiceClient tables) : ICandidateLinkStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.CandidateLinksTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(StorageNames.CandidateLinksTable, "candidateLinks", scope => TableFilters.Partition(TableKeys.Of(scope.People)))];

    public async Task<Dictionary<string, CandidateLink>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(TableKeys.Of(scope), cancellationToken))
        .Select(ToLink)
        .ToDictionary(link => link.ApplicantNumber, StringComparer.Ordinal);

    public async Task<IReadOnlySet<string>> AddIntentsAsync(LinkScope scope, IReadOnlyList<CandidateLink> intents, CancellationToken cancellationToken)
    {
        var ours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in intents.Chunk(TableWrites.BatchSize))
        {
            ours.UnionWith(await AddBatchAsync(scope, [.. batch], cancellationToken));
        }

        return ours;
    }

    public Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) =>
        table.UpsertAsync(links.Select(link => ToEntity(scope, link)), cancellationToken);

    public Task RemoveIntentsAsync(LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken) =>
        table.DeleteAsync(TableKeys.Of(scope), applicantNumbers.Select(number => TableKeys.Of(number)), cancellationToken);

    private async Task<IEnumerable<string>> AddBatchAsync(LinkScope scope, List<CandidateLink> intents, CancellationToken cancellationToken)
    {
        var ours = new List<string>();
        while (intents.Count > 0)
        {
            try
            {
                await table.SubmitAsync(
                    intents.ConvertAll(intent => new TableTransactionAction(TableTransactionActionType.Add, ToEntity(scope, intent))), "An intent", cancellationToken);
                ours.AddRange(intents.Select(intent => intent.ApplicantNumber));
                return ours;
            }
            catch (StaleStateException)
            {
                // Which rows are there decides; a row with our own run and time means that a first try had arrived after all.
                var existing = await ReadAllAsync(scope, cancellationToken);
                ours.AddRange(intents
                    .Where(intent => existing.TryGetValue(intent.ApplicantNumber, out var row) && IsSameIntent(row, intent))
                    .Select(intent => intent.ApplicantNumber));
                intents.RemoveAll(intent => existing.ContainsKey(intent.ApplicantNumber));
            }
        }

        return ours;
    }

    private static bool IsSameIntent(CandidateLink row, CandidateLink intent) =>
        row.IsIntent && string.Equals(row.RunId, intent.RunId, StringComparison.Ordinal) && row.IntendedAt == intent.IntendedAt;

    private static TableEntity ToEntity(LinkScope scope, CandidateLink link) => new(TableKeys.Of(scope), TableKeys.Of(link.ApplicantNumber))
    {
        ["CandidateId"] = link.CandidateId,
        ["RowHash"] = link.RowHash,
        ["ContentHash"] = link.ContentHash,
        ["ReadAt"] = link.ReadAt,
        ["IntendedAt"] = link.IntendedAt == default ? null : link.IntendedAt,
        ["RunId"] = link.RunId,
    };

    private static CandidateLink ToLink(TableEntity row) => new()
    {
        ApplicantNumber = TableKeys.Split(row.RowKey)[0],
        CandidateId = row.GetString("CandidateId"),
        RowHash = row.GetString("RowHash") ?? "",
        ContentHash = row.GetString("ContentHash") ?? "",
        ReadAt = row.GetDateTimeOffset("ReadAt") ?? default,
        IntendedAt = row.GetDateTimeOffset("IntendedAt") ?? default,
        RunId = row.GetString("RunId") ?? "",
    };
}
