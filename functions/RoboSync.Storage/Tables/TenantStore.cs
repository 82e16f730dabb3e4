using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class TenantStore(TableServiceClient tables, BlobServiceClient blobs) : ITenantStore, IHolder
{
    private const string Row = "document";
    private const string Part = "Part";

    private readonly TableClient table = tables.GetTableClient(StorageNames.TenantsTable);
    private readonly BlobContainerClient results = blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
    [
        Holding.OfNobody(StorageNames.TenantsTable, "the company's settings, with the addresses that it wants its mails at"),
        Holding.OfNobody(StorageNames.TenantsContainer, "the same, as they were uploaded"),
        Holding.OfNobody(StorageNames.TenantResultsContainer, "mistakes of documents, without values, and the overview of accounts"),
    ];

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
        var row = new TableEntity(TableKeys.Of(tenantId), Row);

        // The count is for a version that is gone back to: it reads so many.
        row["Parts"] = row.SetText(Part, document);
        return table.UpsertAsync(row, cancellationToken);
    }

    public Task SaveResultAsync(string tenantId, string resultJson, CancellationToken cancellationToken) =>
        results.ReplaceAsync(ResultNames.Document(tenantId), BinaryData.FromString(resultJson), cancellationToken);

    public Task SaveOverviewAsync(byte[] csv, CancellationToken cancellationToken) =>
        results.ReplaceAsync("overview.csv", BinaryData.FromBytes(csv), cancellationToken);

    private static StoredTenant ToTenant(TableEntity row) => StoredTenant.Of(TableKeys.Split(row.PartitionKey)[0], row.GetText(Part));
}
