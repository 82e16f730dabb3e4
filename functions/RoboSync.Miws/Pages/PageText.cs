using System.Text;
using System.Text.RegularExpressions;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Pages;

/// <summary>
/// From bytes to text, strictly: a byte that does not fit is a changed site, never a substitute character in somebody's name.
/// </summary>
internal static partial class PageText
{
    // Browsers look for the page's own declaration in its first 1,024 bytes; old pages put comments before it.
    private const int HeadLength = 8 * 1024;

    /// <summary>Decodes a page. Of what its header and the page itself say, the one that fits counts.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="charset">What the Content-Type header says; null where it says nothing.</param>
    /// <param name="declared">The encoding where the site lies; null to believe what it says.</param>
    /// <exception cref="SyncException">An unknown encoding, or bytes that none of those that are named allows.</exception>
    public static (string Text, Encoding Encoding) Decode(byte[] bytes, string? charset, string? declared = null)
    {
        if (ByMark(bytes) is var (marked, length))
        {
            return (TryDecode(marked, bytes.AsSpan(length)) ?? throw NotFitting(marked.WebName), marked);
        }

        if (declared is not null)
        {
            var only = Find(declared, "definition")!;
            return (TryDecode(only, bytes) ?? throw NotFitting(only.WebName), only);
        }

        var byHeader = Find(charset, "header");
        if (ReferenceEquals(byHeader, EncodingNames.Utf8) && TryDecode(EncodingNames.Utf8, bytes) is { } surely)
        {
            // Text of another encoding does not fit UTF-8 by chance.
            return (surely, EncodingNames.Utf8);
        }

        var named = new[] { byHeader, Find(OwnCharset(bytes), "page") }.OfType<Encoding>().Distinct().ToList();
        var candidates = named.Count > 0 ? named : [EncodingNames.Utf8, EncodingNames.ShiftJis, EncodingNames.EucJp];
        (string Text, Encoding Encoding)? best = null;
        foreach (var encoding in candidates)
        {
            // Text in EUC-JP mostly fits Shift_JIS too, as a row of half-width katakana that nobody writes.
            if (TryDecode(encoding, bytes) is { } text && (best is null || HalfWidthKatakana(text) < HalfWidthKatakana(best.Value.Text)))
            {
                best = (text, encoding);
            }
        }

        return best ?? throw NotFitting(string.Join(" or ", candidates.Select(encoding => encoding.WebName)));
    }

    /// <summary>
    /// Decodes a page that does not decode, for the engineer: by what it says itself, else as UTF-8, with substitutes for what does not
    /// fit.
    /// </summary>
    public static string DecodeLoosely(byte[] bytes, string? declared = null)
    {
        var encoding = EncodingNames.TryFind(declared ?? OwnCharset(bytes), out var found) && found is not null
            ? found
            : EncodingNames.Utf8;
        var loose = (Encoding)encoding.Clone();
        loose.DecoderFallback = DecoderFallback.ReplacementFallback;
        return loose.GetString(bytes);
    }

    private static (Encoding Encoding, int Length)? ByMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (EncodingNames.Utf8, 3)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            ? (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), 2)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2)
        : null;

    private static Encoding? Find(string? name, string where) => EncodingNames.TryFind(name, out var encoding)
        ? encoding
        : throw new SyncException(FailureCode.SitePageChanged, $"The {where} names an encoding that nobody knows.");

    private static string? OwnCharset(ReadOnlySpan<byte> bytes)
    {
        var head = Comment().Replace(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, HeadLength)]), "");
        var found = Declaration().Match(head);
        var name = found.Success ? found.Groups["name"].Value : null;

        // Its own declaration could be read byte by byte: it is not in UTF-16 (so do browsers conclude).
        return name?.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) is true ? "utf-8" : name;
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = ReferenceEquals(encoding, EncodingNames.EucJp) ? EucJpText.Decode(bytes) : encoding.GetString(bytes);

            // .NET maps bytes that Shift_JIS and EUC-JP do not have to control characters and to this corner of the private range.
            return text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') || text.AsSpan().ContainsAnyInRange('\uF8F0', '\uF8FF')
                || text.Contains('\0', StringComparison.Ordinal)
                ? null
                : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int HalfWidthKatakana(string text) => text.Count(character => character is >= '\uFF61' and <= '\uFF9F');

    private static SyncException NotFitting(string name) =>
        new(FailureCode.SitePageChanged, $"The page holds bytes that do not fit {name}.");

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(
        """<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*(?<name>[^"'\s/>;?]*)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
