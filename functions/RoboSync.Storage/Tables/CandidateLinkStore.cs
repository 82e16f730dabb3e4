using Azure;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class CandidateLinkStore(TableServiceClient tables) : ICandidateLinkStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.CandidateLinksTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(
            StorageNames.CandidateLinksTable,
            "candidateLinks",
            scope => scope.People.Select(people => TableFilters.Partition(TableKeys.Of(people))))];

    public async Task<Dictionary<string, CandidateLink>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(TableKeys.Of(scope), cancellationToken))
        .Select(ToLink)
        .ToDictionary(link => link.ApplicantNumber, StringComparer.Ordinal);

    public async Task<CandidateLink?> FindAsync(LinkScope scope, string applicantNumber, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(scope), TableKeys.Of(applicantNumber), cancellationToken) is { } row ? ToLink(row) : null;

    public async Task<IReadOnlySet<string>> AnnounceAsync(
        LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) =>
        (await table.WriteUnchangedAsync(links.Select(link => ToEntity(scope, link)), Announcements.IsSame, cancellationToken))
        .Select(row => TableKeys.Split(row.RowKey)[0]).ToHashSet(StringComparer.Ordinal);

    public Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) =>
        table.UpsertAsync(links.Select(link => ToEntity(scope, link)), cancellationToken);

    public Task RemoveIntentsAsync(LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken) =>
        table.DeleteAsync(TableKeys.Of(scope), applicantNumbers.Select(number => TableKeys.Of(number)), cancellationToken);

    private static TableEntity ToEntity(LinkScope scope, CandidateLink link) => new(TableKeys.Of(scope), TableKeys.Of(link.ApplicantNumber))
    {
        ["CandidateId"] = link.CandidateId,
        ["RowHash"] = link.RowHash,
        ["ContentHash"] = link.ContentHash,
        ["Filled"] = link.Filled,
        ["FieldMarks"] = link.FieldMarks.Length == 0 ? null : link.FieldMarks,
        ["ReadAt"] = link.ReadAt,
        [Announcements.At] = link.IntendedAt == default ? null : link.IntendedAt,
        [Announcements.By] = link.RunId,
        ETag = new ETag(link.ETag),
    };

    private static CandidateLink ToLink(TableEntity row) => new()
    {
        ApplicantNumber = TableKeys.Split(row.RowKey)[0],
        CandidateId = row.GetString("CandidateId"),
        RowHash = row.GetString("RowHash") ?? "",
        ContentHash = row.GetString("ContentHash") ?? "",
        Filled = row.GetInt32("Filled"),
        FieldMarks = row.GetString("FieldMarks") ?? "",
        ReadAt = row.GetDateTimeOffset("ReadAt") ?? default,
        IntendedAt = row.GetDateTimeOffset(Announcements.At) ?? default,
        RunId = row.GetString(Announcements.By) ?? "",
        ETag = row.ETag.ToString(),
    };
}
