using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Media;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

internal sealed class PageArchive(BlobServiceClient blobs, TimeProvider clock) : IPageArchive, IKeptPages, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.MaskedPagesContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldBlobs(
            StorageNames.MaskedPagesContainer, "maskedPages", HeldBlobs.BelowTenant, RecordYear.Covers) { KeptAs = Keeping.MaskedPages }];

    public Task KeepAsync(
        AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow().ToString("HHmmssfff", CultureInfo.InvariantCulture);
        var blob = $"{account.TenantId}/{account.AccountId}/{runId}/{at}-{name}.html";
        return container.ReplaceAsync(
            blob, BinaryData.FromString(maskedHtml), cancellationToken, "text/html; charset=utf-8", RecordYear.Metadata(graduationYear));
    }

    public async Task<IReadOnlyList<KeptPage>> ListAsync(string tenantId, int most, CancellationToken cancellationToken) =>
        await container
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, tenantId.Length == 0 ? null : $"{tenantId}/", cancellationToken).Take(most)
            .Select(blob => new KeptPage(
                blob.Name, blob.Properties.CreatedOn ?? blob.Properties.LastModified ?? default, blob.Properties.ContentLength ?? 0))
            .ToListAsync(cancellationToken);

    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await container.FindContentAsync(name, cancellationToken))?.ToString();
}

internal sealed class PageDefinitionOverrides(BlobServiceClient blobs) : IPageDefinitionOverrides, IDefinitionFiles, IHolder
{
    private const string PutUp = ".json";
    private const string Good = ".good";
    private const string Result = ".result.txt";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.PageDefinitionsContainer);

    public IReadOnlyList<Holding> Holdings { get; } = [Holding.OfNobody(StorageNames.PageDefinitionsContainer, "what pages look like")];

    public async Task<IReadOnlyDictionary<string, PutUpDefinition>> ReadAllAsync(string medium, CancellationToken cancellationToken)
    {
        var prefix = $"{medium}/";
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            names.Add(blob.Name[prefix.Length..]);
        }

        var definitions = new Dictionary<string, PutUpDefinition>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => name.EndsWith(PutUp, StringComparison.Ordinal)).Select(name => name[..^PutUp.Length]))
        {
            var good = names.Contains(name + Good) ? await container.FindContentAsync($"{prefix}{name}{Good}", cancellationToken) : null;
            if (await container.FindContentAsync($"{prefix}{name}{PutUp}", cancellationToken) is { } text)
            {
                definitions[name] = new PutUpDefinition(text.ToString(), good?.ToString());
            }
        }

        // The shipped one counts again: what was good before it came back must not be taken for the last good one.
        foreach (var name in names.Where(
            name => name.EndsWith(Good, StringComparison.Ordinal) && !names.Contains(name[..^Good.Length] + PutUp)))
        {
            await container.GetBlobClient(prefix + name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }

        return definitions;
    }

    public Task KeepGoodAsync(string medium, string name, string text, CancellationToken cancellationToken) =>
        SaveAsync($"{medium}/{name}{Good}", text, cancellationToken);

    public Task SaveResultAsync(string medium, string name, string result, CancellationToken cancellationToken) =>
        SaveAsync($"{medium}/{name}{Result}", result, cancellationToken);

    public Task PutUpAsync(string medium, string name, string text, CancellationToken cancellationToken) =>
        SaveAsync($"{medium}/{name}{PutUp}", text, cancellationToken);

    public async Task PutBackAsync(string medium, string name, CancellationToken cancellationToken)
    {
        foreach (var ending in new[] { PutUp, Good, Result })
        {
            await container.GetBlobClient($"{medium}/{name}{ending}").DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public async Task<string?> ReadResultAsync(string medium, string name, CancellationToken cancellationToken) =>
        (await container.FindContentAsync($"{medium}/{name}{Result}", cancellationToken))?.ToString();

    private Task SaveAsync(string name, string text, CancellationToken cancellationToken) =>
        container.ReplaceAsync(name, BinaryData.FromString(text), cancellationToken, "text/plain; charset=utf-8");
}
