using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Runs;

namespace RoboSync.Storage.Tables;

/// <summary>Each version is a blob that never changes; one table row tells which is current, and switching it is the whole of an upload.</summary>
internal sealed class EventMappingStore(TableServiceClient tables, BlobServiceClient blobs) : IEventMappingStore
{
    private const string Row = "current";

    private readonly TableClient table = tables.GetTableClient(StorageNames.EventMappingsTable);
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MappingsContainer);

    public async Task<EventMap> ReadCurrentAsync(string tenantId, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken);
        return await ReadAsync(tenantId, row?.GetInt32("Version") ?? 0, cancellationToken);
    }

    public async Task<EventMap> ReadAsync(string tenantId, int version, CancellationToken cancellationToken)
    {
        if (version == 0)
        {
            return EventMap.None;
        }

        var content = await VersionBlob(tenantId, version).DownloadContentAsync(cancellationToken);
        var map = JsonSerializer.Deserialize(content.Value.Content, StorageJson.Default.DictionaryStringString)!;
        return new EventMap(version, new Dictionary<string, string>(map, StringComparer.Ordinal));
    }

    public async Task<int> SaveAsync(string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(eventBySeminar, StringComparer.Ordinal), StorageJson.Default.DictionaryStringString));
        while (true)
        {
            var current = await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken);
            var version = await UploadAsync(tenantId, (current?.GetInt32("Version") ?? 0) + 1, content, cancellationToken);
            try
            {
                var entity = new TableEntity(TableKeys.Of(tenantId), Row) { ["Version"] = version };
                await table.WriteAsync(entity, current?.ETag.ToString() ?? "", $"The event mapping of {tenantId}", cancellationToken);
                return version;
            }
            catch (StaleStateException)
            {
                // Another upload came first: this one takes a later number.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    // A number whose blob exists is another upload's, or one's that died: a version never changes once stored.
    private async Task<int> UploadAsync(string tenantId, int version, BinaryData content, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await VersionBlob(tenantId, version).UploadAsync(content, overwrite: false, cancellationToken);
                return version;
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                version++;
            }
        }
    }

    public Task SaveOutcomeAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken) => ResultBlob(tenantId, outcome.Upload).UploadAsync(
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(outcome, StorageJson.Default.MappingOutcome)), overwrite: true, cancellationToken);

    public async Task<MappingOutcome?> ReadOutcomeAsync(string tenantId, string upload, CancellationToken cancellationToken)
    {
        try
        {
            var content = await ResultBlob(tenantId, upload).DownloadContentAsync(cancellationToken);
            return JsonSerializer.Deserialize(content.Value.Content, StorageJson.Default.MappingOutcome);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private BlobClient VersionBlob(string tenantId, int version) =>
        container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{tenantId}/versions/{version}.json"));

    private BlobClient ResultBlob(string tenantId, string upload) => container.GetBlobClient($"{tenantId}/results/{upload}.json");
}
