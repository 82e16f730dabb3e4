using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RoboSync.Miws;
using RoboSync.Storage;
using RoboSync.Storage.Blobs;

namespace RoboSync.Pages.Putting;

/// <summary>
/// The definitions in storage that count in the place of the shipped ones, and the one that each replaced (<c>miws/NAME.previous</c>, empty
/// where the shipped one counted). They go the way of an operator's upload: the product checks each once more when it comes.
/// </summary>
internal sealed class PutUpDefinitions(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.PageDefinitionsContainer);
    private readonly PageDefinitionOverrides overrides = new(blobs);

    /// <summary>What counts now; null for the shipped one.</summary>
    public async Task<PutUp?> FindAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync($"{name}.json", cancellationToken) is { } blob ? new PutUp(blob.Content.ToString(), blob.Details.ETag) : null;

    /// <summary>Puts a definition up, and keeps the one that it replaces.</summary>
    /// <exception cref="CannotDoException">Somebody else put another one up since it was shown.</exception>
    public async Task PutAsync(string name, string text, PutUp? before, CancellationToken cancellationToken)
    {
        await container.GetBlobClient(PathOf($"{name}.previous"))
            .UploadAsync(BinaryData.FromString(before?.Text ?? ""), overwrite: true, cancellationToken);
        try
        {
            await container.GetBlobClient(PathOf($"{name}.json")).UploadAsync(BinaryData.FromString(text), new BlobUploadOptions
            {
                Conditions = before is null ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                    : new BlobRequestConditions { IfMatch = before.Version },
                HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain; charset=utf-8" },
            }, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is 409 or 412)
        {
            throw new CannotDoException($"Somebody else put {name} up in between. Nothing was replaced; look at theirs first.", changed);
        }
    }

    /// <summary>The definition that was replaced last; null where none was, empty where it was the shipped one.</summary>
    public async Task<string?> FindPreviousAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAsync($"{name}.previous", cancellationToken))?.Content.ToString();

    /// <summary>Puts the definition back that was replaced last.</summary>
    public async Task PutBackAsync(string name, string previous, CancellationToken cancellationToken)
    {
        await (previous.Length == 0 ? overrides.PutBackAsync(MiwsMedium.Name, name, cancellationToken)
            : overrides.PutUpAsync(MiwsMedium.Name, name, previous, cancellationToken));
        await container.GetBlobClient(PathOf($"{name}.previous")).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    private async Task<BlobDownloadResult?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(PathOf(name)).DownloadContentAsync(cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    private static string PathOf(string name) => $"{MiwsMedium.Name}/{name}";
}

/// <summary>A definition that was put up.</summary>
internal sealed record PutUp(string Text, ETag Version);
