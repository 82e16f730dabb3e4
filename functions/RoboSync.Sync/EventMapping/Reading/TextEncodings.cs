using System.Text;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>The encoding of an uploaded file, found by its bytes.</summary>
/// <param name="Encoding">Decodes strictly: a wrong byte is an error, never a substitute character.</param>
/// <param name="Name">As the customer reads it.</param>
/// <param name="PreambleLength">Bytes of its byte order mark.</param>
/// <param name="BrokenLine">Line, from 1, with bytes that no encoding allows; 0 where there is none.</param>
internal sealed record DetectedEncoding(Encoding Encoding, string Name, int PreambleLength, int BrokenLine);

/// <summary>
/// BOM, then UTF-16 by its zero bytes, then strict UTF-8, then strict CP932 (Windows' Shift_JIS, which Excel's plain CSV is).
/// </summary>
internal static class TextEncodings
{
    private const int BufferLength = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16Little = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16Big = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Cp932 =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Finds the encoding. Reads the whole file, a buffer at a time, and leaves it at its beginning.</summary>
    public static async Task<DetectedEncoding> DetectAsync(Stream file, CancellationToken cancellationToken)
    {
        var head = new byte[FileKinds.HeadLength];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var detected = ByHead(head.AsSpan(0, length));
        if (detected is not null)
        {
            return detected with { BrokenLine =
                await BrokenLineAsync(file, detected.Encoding, detected.PreambleLength, cancellationToken) };
        }

        var brokenUtf8 = await BrokenLineAsync(file, Utf8, 0, cancellationToken);
        if (brokenUtf8 == 0)
        {
            return new DetectedEncoding(Utf8, "UTF-8", 0, 0);
        }

        // Where both break, whoever came further is what the file was meant to be.
        var brokenCp932 = await BrokenLineAsync(file, Cp932, 0, cancellationToken);
        return brokenCp932 == 0 || brokenCp932 > brokenUtf8
            ? new DetectedEncoding(Cp932, "Shift_JIS", 0, brokenCp932)
            : new DetectedEncoding(Utf8, "UTF-8", 0, brokenUtf8);
    }

    /// <summary>
    /// The encoding that the first bytes show: a byte order mark, or the zero bytes of UTF-16; null where they show none.
    /// </summary>
    public static DetectedEncoding? ByHead(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new DetectedEncoding(Utf8, "UTF-8（BOM付き）", 3, 0);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new DetectedEncoding(Utf16Little, "UTF-16", 2, 0);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new DetectedEncoding(Utf16Big, "UTF-16", 2, 0);
        }

        // Without a mark: digits and delimiters have a zero byte in UTF-16, and nothing has one in the others.
        var (even, odd) = (0, 0);
        for (var index = 0; index + 1 < head.Length; index += 2)
        {
            even += head[index] == 0 ? 1 : 0;
            odd += head[index + 1] == 0 ? 1 : 0;
        }

        return odd > even && odd * 4 > head.Length / 2 ? new DetectedEncoding(Utf16Little, "UTF-16", 0, 0)
            : even > odd && even * 4 > head.Length / 2 ? new DetectedEncoding(Utf16Big, "UTF-16", 0, 0)
            : null;
    }

    private static async Task<int> BrokenLineAsync(Stream file, Encoding encoding, int skip, CancellationToken cancellationToken)
    {
        var decoder = encoding.GetDecoder();
        var bytes = new byte[BufferLength];
        var chars = new char[encoding.GetMaxCharCount(BufferLength)];
        var line = 1;
        file.Position = skip;
        try
        {
            while (true)
            {
                var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
                var isLast = read < bytes.Length;
                line = Decode(decoder, bytes.AsSpan(0, read), chars, isLast, line, out var isBroken);
                if (isBroken)
                {
                    return line;
                }

                if (isLast)
                {
                    return 0;
                }
            }
        }
        finally
        {
            file.Position = 0;
        }
    }

    // A line at a time, so that a wrong byte's line is known.
    private static int Decode(Decoder decoder, ReadOnlySpan<byte> bytes, char[] chars, bool isLast, int line, out bool isBroken)
    {
        isBroken = false;
        try
        {
            var count = decoder.GetChars(bytes, chars, isLast);
            return line + chars.AsSpan(0, count).Count('\n');
        }
        catch (DecoderFallbackException broken)
        {
            isBroken = true;
            var until = Math.Clamp(broken.Index, 0, bytes.Length);
            return line + bytes[..until].Count((byte)'\n');
        }
    }
}
