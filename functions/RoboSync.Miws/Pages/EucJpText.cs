using System.Text;

namespace RoboSync.Miws.Pages;

/// <summary>
/// EUC-JP with its third set of characters, which .NET's does not know: JIS X 0212 (among them 侔 and é), three bytes each behind 0x8F.
/// </summary>
internal static class EucJpText
{
    private const byte ThirdSet = 0x8F;
    private const byte HalfWidthSet = 0x8E;
    private const byte FirstOfTwo = 0xA1;
    private const int Jis0212CodePage = 20932;

    private static readonly Encoding Jis0212 = CodePagesEncodingProvider.Instance.GetEncoding(
        Jis0212CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Decodes strictly.</summary>
    /// <exception cref="DecoderFallbackException">A byte that does not fit.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.Contains(ThirdSet))
        {
            return EncodingNames.EucJp.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        var begin = 0;
        var at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] == ThirdSet)
            {
                text.Append(EncodingNames.EucJp.GetString(bytes[begin..at]));
                text.Append(DecodeThird(bytes[at..Math.Min(at + 3, bytes.Length)]));
                begin = at += 3;
            }
            else
            {
                at += bytes[at] is HalfWidthSet or >= FirstOfTwo ? 2 : 1;
            }
        }

        return begin < bytes.Length ? text.Append(EncodingNames.EucJp.GetString(bytes[begin..])).ToString() : text.ToString();
    }

    // Windows' code page writes the same character in two bytes, the second without its highest bit.
    private static string DecodeThird(ReadOnlySpan<byte> three) => three is [_, >= FirstOfTwo, >= FirstOfTwo]
        ? Jis0212.GetString([three[1], (byte)(three[2] & 0x7F)])
        : throw new DecoderFallbackException("A third byte of JIS X 0212 is missing.");
}
