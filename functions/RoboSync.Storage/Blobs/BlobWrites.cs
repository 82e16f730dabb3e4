// The one place that these are called from.
#pragma warning disable RS0030
using System.Collections.ObjectModel;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// The only way in which blobs are written (BannedSymbols.txt bans every other): over whatever is there, which may be repeated, or
/// where nothing or a known version is there, with a
/// <see cref="WriteId"/> in the metadata by which a repetition finds that the first try had arrived.
/// </summary>
internal static class BlobWrites
{
    /// <summary>Writes a blob over whatever is there.</summary>
    public static Task ReplaceAsync(
        this BlobContainerClient container,
        string name,
        BinaryData content,
        CancellationToken cancellationToken,
        string? type = null,
        IDictionary<string, string>? metadata = null) =>
        container.GetBlobClient(name).UploadAsync(content, Options(type, metadata), cancellationToken);

    /// <summary>The same of a stream.</summary>
    public static Task ReplaceAsync(
        this BlobContainerClient container, string name, Stream content, CancellationToken cancellationToken,
        IDictionary<string, string>? metadata = null) =>
        container.GetBlobClient(name).UploadAsync(content, Options(type: null, metadata), cancellationToken);

    /// <summary>Writes a blob where there is none of that name.</summary>
    /// <returns>Whether it is this call's.</returns>
    public static Task<bool> TryAddAsync(
        this BlobContainerClient container,
        string name,
        BinaryData content,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        container.TryWriteAsync(name, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, metadata, cancellationToken);

    /// <summary>Writes a blob over a version of it.</summary>
    /// <returns>Whether it is this call's.</returns>
    public static Task<bool> TryReplaceAsync(
        this BlobContainerClient container, string name, BinaryData content, string version, CancellationToken cancellationToken) =>
        container.TryWriteAsync(
            name, content, new BlobRequestConditions { IfMatch = new ETag(version) }, metadata: null, cancellationToken);

    /// <summary>Writes a blob over a version of it; blank: where there is none.</summary>
    /// <returns>Its new version; null where somebody else wrote in between.</returns>
    public static async Task<string?> TryWriteAsync(
        this BlobContainerClient container,
        string name,
        BinaryData content,
        string version,
        IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        var conditions = version.Length == 0
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = new ETag(version) };
        return await container.WriteAsync(name, content, conditions, metadata, cancellationToken);
    }

    private static async Task<bool> TryWriteAsync(
        this BlobContainerClient container,
        string name,
        BinaryData content,
        BlobRequestConditions conditions,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        await container.WriteAsync(name, content, conditions, metadata, cancellationToken) is not null;

    // The version that was written; null where somebody else's is there.
    private static async Task<string?> WriteAsync(
        this BlobContainerClient container,
        string name,
        BinaryData content,
        BlobRequestConditions conditions,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var id = WriteId.New();
        var options =
            Options(type: null, new Dictionary<string, string>(metadata ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal)
            {
                [WriteId.Name] = id,
            });
        options.Conditions = conditions;
        var blob = container.GetBlobClient(name);
        try
        {
            return (await blob.UploadAsync(content, options, cancellationToken)).Value.ETag.ToString();
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            return await VersionOfAsync(blob, id, cancellationToken);
        }
    }

    private static async Task<string?> VersionOfAsync(BlobClient blob, string id, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return stored.Value.Metadata.TryGetValue(WriteId.Name, out var written) && written == id ? stored.Value.ETag.ToString() : null;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    private static BlobUploadOptions Options(string? type, IDictionary<string, string>? metadata) => new()
    {
        HttpHeaders = type is null ? null : new BlobHttpHeaders { ContentType = type },
        Metadata = metadata,
    };
}

/// <summary>A file that becomes a blob once it is disposed asynchronously.</summary>
/// <remarks>
/// The SDK's own writing stream commits what it staged on the condition that nobody has written meanwhile: a commit whose answer was lost
/// then fails as a conflict with itself.
/// </remarks>
internal sealed class BlobFile(BlobContainerClient container, string name, CancellationToken cancellationToken) : FileStream(
    Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
    FileMode.CreateNew,
    FileAccess.ReadWrite,
    FileShare.None,
    bufferSize: 64 * 1024,
    FileOptions.DeleteOnClose | FileOptions.Asynchronous)
{
    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            Position = 0;
            await container.ReplaceAsync(name, this, cancellationToken);
        }
        finally
        {
            await base.DisposeAsync();
        }
    }
}
