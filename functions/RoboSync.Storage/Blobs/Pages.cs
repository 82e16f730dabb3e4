using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

internal sealed class PageArchive(BlobServiceClient blobs, TimeProvider clock) : IPageArchive
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MaskedPagesContainer);

    public Task KeepAsync(AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow().ToString("HHmmssfff", CultureInfo.InvariantCulture);
        var blob = container.GetBlobClient($"{account.TenantId}/{account.AccountId}/{runId}/{at}-{name}.html");
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/html; charset=utf-8" },
            Metadata = RecordYear.Metadata(graduationYear),
        };
        return blob.UploadAsync(BinaryData.FromString(maskedHtml), options, cancellationToken);
    }
}

internal sealed class PageDefinitionOverrides(BlobServiceClient blobs) : IPageDefinitionOverrides
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.PageDefinitionsContainer);

    public async Task<string?> ReadAsync(string medium, string name, CancellationToken cancellationToken) =>
        (await container.FindContentAsync($"{medium}/{name}.json", cancellationToken))?.ToString();
}
