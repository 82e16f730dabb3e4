using System.Buffers;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>Reads a body as it comes, unpacked, and stops where it is too large: a small packed answer can unpack to gigabytes.</summary>
internal static class BoundedBody
{
    private const int BufferLength = 64 * 1024;

    /// <summary>The bytes.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.SitePageTooLarge"/>.</exception>
    /// <exception cref="IOException">It was cut off, or is not packed as its header says.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                body.Write(buffer, 0, read);
                if (body.Length > most)
                {
                    throw HtmlPage.TooLarge("it has too many bytes");
                }
            }
        }
        catch (Exception badlyPacked) when (badlyPacked is InvalidDataException or InvalidOperationException)
        {
            // So end the unpackers of .NET, each by its own exception.
            throw new IOException("The body cannot be unpacked.", badlyPacked);
        }
        finally
        {
            // It held people's data.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return body.ToArray();
    }
}
