namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>An upload that can be read more than once.</summary>
internal static class SeekableUpload
{
    /// <summary>
    /// The content as a stream that can seek: a blob's stream cannot where the file comes from a real host, and the file is read more than
    /// once. It is copied to disk then, and never more of it than may be read.
    /// </summary>
    /// <returns>The stream, to be disposed; null where the content is larger.</returns>
    public static async Task<Stream?> OpenAsync(Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            return content.Length > mostBytes ? null : content;
        }

        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                if (file.Length + read > mostBytes)
                {
                    await file.DisposeAsync();
                    return null;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
