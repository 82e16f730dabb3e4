using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Each version is a blob that never changes; one table row tells which is current, and switching it is the whole of an upload.
/// </summary>
internal sealed class EventMappingStore(TableServiceClient tables, BlobServiceClient blobs) : IEventMappingStore, IMappingVersions, IHolder
{
    private const string UploadedAt = "UploadedAt";
    private const string Row = "current";

    private readonly TableClient table = tables.GetTableClient(StorageNames.EventMappingsTable);
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MappingsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        Holding.OfNobody(StorageNames.EventMappingsTable, "numbers of versions"),
        Holding.OfNobody(StorageNames.MappingsContainer, "seminars and events: uploads, their results and versions"),
    ];

    public async Task<EventMap> ReadCurrentAsync(string tenantId, CancellationToken cancellationToken) =>
        await ReadAsync(tenantId, await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken), cancellationToken);

    public async Task<int> ReadCurrentVersionAsync(string tenantId, CancellationToken cancellationToken) =>
        (await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken))?.GetInt32("Version") ?? 0;

    public async Task<EventMap?> FindAsync(string tenantId, int version, CancellationToken cancellationToken)
    {
        if (version == 0)
        {
            return EventMap.None;
        }

        if (await container.FindContentAsync(VersionName(tenantId, version), cancellationToken) is not { } content)
        {
            return null;
        }

        var map = StoredJson.Read(content, StorageJson.Default.DictionaryStringString, $"Event mapping {version} of {tenantId}");
        return new EventMap(version, new Dictionary<string, string>(map, StringComparer.Ordinal));
    }

    public async Task<IReadOnlyList<MappingVersion>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        var prefix = $"{tenantId}/versions/";
        var versions = new List<MappingVersion>();
        await foreach (var blob in container.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            if (int.TryParse(
                Path.GetFileNameWithoutExtension(blob.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                versions.Add(new MappingVersion(version, blob.Properties.CreatedOn ?? default));
            }
        }

        return [.. versions.OrderByDescending(version => version.Version)];
    }

    public Task<int?> SaveAsync(
        string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, DateTimeOffset uploadedAt,
        CancellationToken cancellationToken) => SaveAsync(
            tenantId, eventBySeminar, uploadedAt, current => !(current?.GetDateTimeOffset(UploadedAt) > uploadedAt), cancellationToken);

    public Task<int?> ReplaceAsync(
        string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, int seen, DateTimeOffset now,
        CancellationToken cancellationToken) => SaveAsync(
            tenantId, eventBySeminar, now, current => (current?.GetInt32("Version") ?? 0) == seen, cancellationToken);

    public async Task<DateTimeOffset> ReadTimeAsync(CancellationToken cancellationToken)
    {
        var answer = await container.ExistsAsync(cancellationToken);
        return answer.GetRawResponse().Headers.Date ?? throw new InvalidOperationException("Storage's answer bears no time.");
    }

    private async Task<int?> SaveAsync(
        string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, DateTimeOffset uploadedAt,
        Func<TableEntity?, bool> mayReplace, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(
            JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, string>(eventBySeminar, StringComparer.Ordinal), StorageJson.Default.DictionaryStringString));
        while (true)
        {
            var current = await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken);
            if (!mayReplace(current))
            {
                return null;
            }

            var before = await ReadAsync(tenantId, current, cancellationToken);
            var isSame = current is not null && before.EventBySeminar.Count == eventBySeminar.Count
                && eventBySeminar.All(pair =>
                    before.EventBySeminar.TryGetValue(pair.Key, out var id) && string.Equals(id, pair.Value, StringComparison.Ordinal));
            var version = isSame
                ? before.Version
                : await UploadAsync(tenantId, (current?.GetInt32("Version") ?? 0) + 1, content, cancellationToken);
            var former = current?.GetDateTimeOffset(UploadedAt);
            var row = new TableEntity(TableKeys.Of(tenantId), Row)
            {
                ["Version"] = version, [UploadedAt] = former > uploadedAt ? former : uploadedAt,
            };
            if ((await table.TryWriteAsync(row, current?.ETag.ToString() ?? "", cancellationToken)).IsOurs)
            {
                return version;
            }

            // Another upload came first: look again which of the two is the newer one.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<UploadedFile?> FindUploadAsync(string tenantId, string upload, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await container.GetBlobClient($"{tenantId}/inbox/{upload}")
                .GetPropertiesAsync(cancellationToken: cancellationToken);
            return new UploadedFile(
                UploadTime.Of(properties.Value.VersionId, properties.Value.LastModified), properties.Value.ContentLength);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public Task<Stream> OpenResultAsync(string tenantId, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new BlobFile(container, ResultName(tenantId, name), cancellationToken));

    // A number whose blob exists is another upload's, or one's that died: a version never changes once stored.
    private async Task<int> UploadAsync(string tenantId, int version, BinaryData content, CancellationToken cancellationToken)
    {
        while (!await container.TryAddAsync(VersionName(tenantId, version), content, cancellationToken))
        {
            version++;
        }

        return version;
    }

    public Task SaveOutcomeAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken) =>
        container.ReplaceAsync(
            ResultName(tenantId, $"{UploadName.OfResults(outcome.Upload)}.json"),
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(outcome, StorageJson.Default.MappingOutcome)),
            cancellationToken);

    public async Task<MappingOutcome?> ReadOutcomeAsync(string tenantId, string upload, CancellationToken cancellationToken) =>
        await container.FindContentAsync(ResultName(tenantId, $"{UploadName.OfResults(upload)}.json"), cancellationToken) is { } content
            ? StoredJson.Read(content, StorageJson.Default.MappingOutcome, $"Outcome {upload} of {tenantId}")
            : null;

    private async Task<EventMap> ReadAsync(string tenantId, TableEntity? current, CancellationToken cancellationToken) =>
        await FindAsync(tenantId, current?.GetInt32("Version") ?? 0, cancellationToken)
            ?? throw new SyncException(FailureCode.StoredUnreadable, $"The current event mapping of {tenantId} has no blob.");

    private static string VersionName(string tenantId, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenantId}/versions/{version}.json");

    private static string ResultName(string tenantId, string name) => $"{tenantId}/results/{name}";
}
