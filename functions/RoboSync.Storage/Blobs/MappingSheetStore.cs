using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// Blobs below <c>mappings/{tenantId}</c>: <c>known/events.json</c>, <c>known/seminars/{medium}-{year}.json</c> and <c>current.csv</c>.
/// </summary>
internal sealed class MappingSheetStore(BlobServiceClient blobs) : IMappingSheetStore, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MappingsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        Holding.OfNobody(StorageNames.MappingsContainer, "events and their sheet"),
        new HeldBlobs(
            StorageNames.MappingsContainer,
            PurgeKinds.SeminarLists,
            scope => Seminars(scope.TenantId),
            (scope, blob) => scope.People.Any(people => blob.Name == SeminarsName(people))),
    ];

    public Task<bool> SaveEventsAsync(string tenantId, IReadOnlyList<AtsEvent> events, CancellationToken cancellationToken) =>
        SaveAsync(
            $"{tenantId}/known/events.json",
            JsonSerializer.SerializeToUtf8Bytes(events, StorageJson.Default.IReadOnlyListAtsEvent),
            "application/json",
            cancellationToken);

    public Task<bool> SaveSeminarsAsync(LinkScope scope, IReadOnlyList<Seminar> seminars, CancellationToken cancellationToken) => SaveAsync(
        SeminarsName(scope),
        JsonSerializer.SerializeToUtf8Bytes(seminars, StorageJson.Default.IReadOnlyListSeminar),
        "application/json",
        cancellationToken);

    public async Task<KnownSites> ReadKnownAsync(string tenantId, CancellationToken cancellationToken)
    {
        var events = await container.FindContentAsync($"{tenantId}/known/events.json", cancellationToken);
        var seminars = new List<Seminar>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = Seminars(tenantId) }, cancellationToken))
        {
            if (await container.FindContentAsync(blob.Name, cancellationToken) is { } content)
            {
                seminars.AddRange(StoredJson.Read(content, StorageJson.Default.IReadOnlyListSeminar, blob.Name));
            }
        }

        return new KnownSites(
            events is null ? [] : StoredJson.Read(events, StorageJson.Default.IReadOnlyListAtsEvent, $"Events of {tenantId}"), seminars);
    }

    public Task SaveSheetAsync(string tenantId, byte[] csv, CancellationToken cancellationToken) =>
        SaveAsync($"{tenantId}/current.csv", csv, "text/csv; charset=utf-8", cancellationToken);

    /// <summary>Name of the blob with the seminars of a year.</summary>
    internal static string SeminarsName(LinkScope scope) =>
        string.Create(CultureInfo.InvariantCulture, $"{Seminars(scope.TenantId)}{scope.Medium}-{scope.GraduationYear}.json");

    private static string Seminars(string tenantId) => $"{tenantId}/known/seminars/";

    // Left alone where nothing has changed: its date then tells when something did.
    private async Task<bool> SaveAsync(string name, byte[] content, string type, CancellationToken cancellationToken)
    {
        if (await container.FindContentAsync(name, cancellationToken) is { } before && before.ToMemory().Span.SequenceEqual(content))
        {
            return false;
        }

        await container.ReplaceAsync(name, BinaryData.FromBytes(content), cancellationToken, type);
        return true;
    }
}
