using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>An event of a scope is a partition; the scope's partitions lie side by side.</summary>
internal sealed class BookingLinkStore(TableServiceClient tables) : IBookingLinkStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.BookingLinksTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(
            StorageNames.BookingLinksTable,
            "bookingLinks",
            scope => scope.People.Select(people => TableFilters.Below(TableKeys.Of(people))))];

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>> ReadAllAsync(
        LinkScope scope, CancellationToken cancellationToken)
    {
        var (from, to) = TableKeys.Below(TableKeys.Of(scope));
        var events = new Dictionary<string, Dictionary<string, BookingLink>>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey.CompareTo(from) >= 0 && row.PartitionKey.CompareTo(to) < 0, cancellationToken: cancellationToken))
        {
            var eventId = TableKeys.Split(row.PartitionKey)[^1];
            if (!events.TryGetValue(eventId, out var links))
            {
                events[eventId] = links = new Dictionary<string, BookingLink>(StringComparer.Ordinal);
            }

            var link = ToLink(row);
            links[link.ApplicantNumber] = link;
        }

        return events.ToDictionary(pair => pair.Key, IReadOnlyDictionary<string, BookingLink> (pair) => pair.Value, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyDictionary<string, BookingLink>> FindAsync(
        LinkScope scope, IReadOnlyCollection<string> eventIds, string applicantNumber, CancellationToken cancellationToken)
    {
        // A point read each: a filter by number alone would go through every booking of the scope.
        var found = new ConcurrentDictionary<string, BookingLink>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            eventIds,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (eventId, token) =>
            {
                if (await table.FindAsync(Partition(scope, eventId), TableKeys.Of(applicantNumber), token) is { } row)
                {
                    found[eventId] = ToLink(row);
                }
            });
        return found;
    }

    public async Task<IReadOnlyList<BookingLink>> AnnounceAsync(
        LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken)
    {
        var written = await WriteAsync(scope, eventId, links, Announcements.IsSame, cancellationToken);
        return [.. links.Where(link => written.ContainsKey(link.ApplicantNumber))
            .Select(link => link with { ETag = written[link.ApplicantNumber] })];
    }

    public async Task SettleAsync(LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken)
    {
        // Written again over whatever another account has stored in between, until nobody comes in between.
        for (var open = links; open.Count > 0;)
        {
            var written = await WriteAsync(scope, eventId, open, IsEqual, cancellationToken);
            open = [.. open.Where(link => !written.ContainsKey(link.ApplicantNumber))];
            if (open.Count > 0)
            {
                var stored = (await table.ReadPartitionAsync(Partition(scope, eventId), cancellationToken)).Select(ToLink)
                    .ToDictionary(link => link.ApplicantNumber, StringComparer.Ordinal);
                open = [.. open.Select(link => stored.TryGetValue(link.ApplicantNumber, out var theirs) ? link.Over(theirs) : link with
                {
                    ETag = "",
                })];
            }
        }
    }

    private async Task<Dictionary<string, string>> WriteAsync(
        LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, Func<TableEntity, TableEntity, bool> isOwn,
        CancellationToken cancellationToken)
    {
        var partition = Partition(scope, eventId);
        var written = await table.WriteUnchangedAsync(links.Select(link => ToEntity(partition, link)), isOwn, cancellationToken);
        return written.ToDictionary(row => TableKeys.Split(row.RowKey)[0], row => row.ETag.ToString(), StringComparer.Ordinal);
    }

    private static bool IsEqual(TableEntity stored, TableEntity ours) =>
        stored.GetString("Seminars") == ours.GetString("Seminars") && stored.GetString("Written") == ours.GetString("Written")
        && stored.GetString("Intended") == ours.GetString("Intended");

    private static string Partition(LinkScope scope, string eventId) => $"{TableKeys.Of(scope)}|{TableKeys.Of(eventId)}";

    private static TableEntity ToEntity(string partition, BookingLink link) => new(partition, TableKeys.Of(link.ApplicantNumber))
    {
        ["Seminars"] = JsonSerializer.Serialize(link.Seminars, StorageJson.Default.IReadOnlyDictionaryStringBookingState),
        ["Written"] = link.Written?.ToString(),
        ["Intended"] = link.Intended?.ToString(),
        [Announcements.At] = link.IntendedAt == default ? null : link.IntendedAt,
        [Announcements.By] = link.RunId,
        ETag = new ETag(link.ETag),
    };

    private static BookingLink ToLink(TableEntity row) => new()
    {
        ApplicantNumber = TableKeys.Split(row.RowKey)[0],
        Seminars = StoredJson.Read(
            row.GetString("Seminars") ?? "",
            StorageJson.Default.DictionaryStringBookingState,
            $"Booking {row.RowKey} of {row.PartitionKey}"),
        Written = State(row.GetString("Written")),
        Intended = State(row.GetString("Intended")),
        IntendedAt = row.GetDateTimeOffset(Announcements.At) ?? default,
        RunId = row.GetString(Announcements.By) ?? "",
        ETag = row.ETag.ToString(),
    };

    private static BookingState? State(string? name) => name is null ? null : BookingStateJson.Parse(name);
}
