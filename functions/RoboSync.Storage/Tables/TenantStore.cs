using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class TenantStore(TableServiceClient tables, BlobServiceClient blobs) : ITenantStore
{
    // A property holds 32,768 characters; a document of fifty accounts is shorter than two of them.
    private const int PartLength = 30_000;
    private const string Row = "document";

    private readonly TableClient table = tables.GetTableClient(StorageNames.TenantsTable);

    public async Task<StoredTenant?> ReadAsync(string? tenantId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId))
        {
            return null;
        }

        var row = await table.FindAsync(TableKeys.Of(tenantId), Row, cancellationToken);
        return row is null ? null : ToTenant(row);
    }

    public async IAsyncEnumerable<StoredTenant> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.RowKey == Row, cancellationToken: cancellationToken))
        {
            yield return ToTenant(row);
        }
    }

    public Task SaveAsync(string tenantId, string document, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(TableKeys.Of(tenantId), Row);
        var parts = document.Chunk(PartLength).Select(part => new string(part)).ToList();
        entity["Parts"] = parts.Count;
        for (var part = 0; part < parts.Count; part++)
        {
            entity[$"Part{part}"] = parts[part];
        }

        return table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    public Task SaveResultAsync(string tenantId, string resultJson, CancellationToken cancellationToken) =>
        blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient($"{tenantId}.json")
            .UploadAsync(BinaryData.FromString(resultJson), overwrite: true, cancellationToken);

    private static StoredTenant ToTenant(TableEntity row) => StoredTenant.Of(
        TableKeys.Split(row.PartitionKey)[0],
        string.Concat(Enumerable.Range(0, int.MaxValue).Select(part => row[$"Part{part}"] as string).TakeWhile(text => text is not null)));

    public Task SaveOverviewAsync(byte[] csv, CancellationToken cancellationToken) =>
        blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer).GetBlobClient("overview.csv")
            .UploadAsync(BinaryData.FromBytes(csv), overwrite: true, cancellationToken);
}
