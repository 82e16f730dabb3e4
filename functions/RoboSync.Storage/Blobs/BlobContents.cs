using Azure;
using Azure.Storage.Blobs;

namespace RoboSync.Storage.Blobs;

/// <summary>What the stores share in reading blobs.</summary>
internal static class BlobContents
{
    /// <summary>A blob's content, or null where there is none.</summary>
    public static async Task<BinaryData?> FindContentAsync(
        this BlobContainerClient container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }
}
