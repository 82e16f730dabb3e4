using System.Globalization;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Media;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

internal sealed class PageArchive(BlobServiceClient blobs, TimeProvider clock) : IPageArchive, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MaskedPagesContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldBlobs(StorageNames.MaskedPagesContainer, "maskedPages", HeldBlobs.BelowTenant, RecordYear.Covers) { KeptAs = Keeping.MaskedPages }];

    public Task KeepAsync(AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow().ToString("HHmmssfff", CultureInfo.InvariantCulture);
        var blob = $"{account.TenantId}/{account.AccountId}/{runId}/{at}-{name}.html";
        return container.ReplaceAsync(blob, BinaryData.FromString(maskedHtml), cancellationToken, "text/html; charset=utf-8", RecordYear.Metadata(graduationYear));
    }
}

internal sealed class PageDefinitionOverrides(BlobServiceClient blobs) : IPageDefinitionOverrides, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.PageDefinitionsContainer);

    public IReadOnlyList<Holding> Holdings { get; } = [Holding.OfNobody(StorageNames.PageDefinitionsContainer, "what pages look like")];

    public async Task<string?> ReadAsync(string medium, string name, CancellationToken cancellationToken) =>
        (await container.FindContentAsync($"{medium}/{name}.json", cancellationToken))?.ToString();
}
