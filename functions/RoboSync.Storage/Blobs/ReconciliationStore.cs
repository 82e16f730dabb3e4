using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>Blobs <c>reconciliations/{tenant}/{account}/2027.json</c> and, for Excel, <c>….csv</c>.</summary>
internal sealed class ReconciliationStore(BlobServiceClient blobs) : IReconciliationStore, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.ReconciliationsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldBlobs(
            StorageNames.ReconciliationsContainer, "reconciliations", HeldBlobs.BelowTenant, RecordYear.Covers)
        {
            KeptAs = Keeping.Records,
        }];

    public async Task<Reconciliation?> FindAsync(AccountKey account, int graduationYear, CancellationToken cancellationToken) =>
        await container.FindContentAsync(Name(account, graduationYear, "json"), cancellationToken) is { } content
            ? StoredJson.Read(content, StorageJson.Default.Reconciliation, $"Reconciliation of {account}")
            : null;

    public async Task SaveAsync(Reconciliation reconciliation, byte[] csv, CancellationToken cancellationToken)
    {
        var (account, year) = (reconciliation.Account, reconciliation.GraduationYear);
        await container.ReplaceAsync(
            Name(account, year, "csv"), BinaryData.FromBytes(csv), cancellationToken, "text/csv; charset=utf-8", RecordYear.Metadata(year));
        await container.ReplaceAsync(
            Name(account, year, "json"),
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(reconciliation, StorageJson.Default.Reconciliation)),
            cancellationToken,
            "application/json",
            RecordYear.Metadata(year));
    }

    private static string Name(AccountKey account, int year, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{account.TenantId}/{account.AccountId}/{year}.{ending}");
}

/// <summary>Asks as an operator does: by a blob <c>tenants/{tenantId}/reconcile</c>, each version of which is one request.</summary>
internal sealed class ReconciliationRequests(BlobServiceClient blobs) : IReconciliationRequests
{
    public Task AskAsync(string tenantId, CancellationToken cancellationToken) =>
        blobs.GetBlobContainerClient(StorageNames.TenantsContainer)
            .ReplaceAsync($"{tenantId}/reconcile", BinaryData.FromString(""), cancellationToken);
}
