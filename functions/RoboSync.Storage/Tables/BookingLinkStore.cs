using System.Text.Json;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class BookingLinkStore(TableServiceClient tables) : IBookingLinkStore, IHolder
{
    private readonly TableClient table = tables.GetTableClient(StorageNames.BookingLinksTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldRows(StorageNames.BookingLinksTable, "bookingLinks", scope => TableFilters.Below(TableKeys.Of(scope.People)))];

    public async Task<Dictionary<string, BookingLink>> ReadAllAsync(LinkScope scope, string eventId, CancellationToken cancellationToken) =>
        (await table.ReadPartitionAsync(Partition(scope, eventId), cancellationToken))
        .Select(row => new BookingLink
        {
            ApplicantNumber = TableKeys.Split(row.RowKey)[0],
            Seminars = JsonSerializer.Deserialize(row.GetString("Seminars"), StorageJson.Default.DictionaryStringBookingState)!,
            Written = row.GetString("Written") is { } written ? Enum.Parse<BookingState>(written) : null,
        })
        .ToDictionary(link => link.ApplicantNumber, StringComparer.Ordinal);

    public Task SaveAsync(LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken)
    {
        var partition = Partition(scope, eventId);
        return table.UpsertAsync(
            links.Select(link => new TableEntity(partition, TableKeys.Of(link.ApplicantNumber))
            {
                ["Seminars"] = JsonSerializer.Serialize(link.Seminars, StorageJson.Default.IReadOnlyDictionaryStringBookingState),
                ["Written"] = link.Written?.ToString(),
            }),
            cancellationToken);
    }

    private static string Partition(LinkScope scope, string eventId) => $"{TableKeys.Of(scope)}|{TableKeys.Of(eventId)}";
}
