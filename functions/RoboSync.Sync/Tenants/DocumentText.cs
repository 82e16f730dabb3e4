using System.Text;
using System.Text.Json;

namespace RoboSync.Sync.Tenants;

/// <summary>What is wrong with an uploaded document before anybody asks what it means.</summary>
internal static class DocumentText
{
    private const int LongestPath = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Cp932 =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text of UTF-8, without its mark; or what the bytes seem to be instead, and the cure.</summary>
    public static (string? Document, string? Mistake) Decode(ReadOnlySpan<byte> bytes)
    {
        // JSON holds no zeros: every second byte of UTF-16 is one.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || bytes[..Math.Min(bytes.Length, 4)].Contains((byte)0))
        {
            return (null, TenantDocumentTexts.NotUtf8("UTF-16"));
        }

        var text = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        return TryDecode(Utf8, text, out var document)
            ? (document, null)
            : (null, TenantDocumentTexts.NotUtf8(TryDecode(Cp932, text, out _) ? "Shift_JIS" : null));
    }

    /// <summary>Every key that an object has twice, with its place: which of the two was meant nobody can tell.</summary>
    public static IEnumerable<string> KeysTwice(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().GroupBy(property => property.Name, StringComparer.Ordinal).SelectMany(same =>
            same.Skip(1).Take(1).Select(_ => TenantDocumentTexts.KeyTwice(Shown(Below(path, same.Key))))
                .Concat(same.SelectMany(property => KeysTwice(property.Value, Below(path, same.Key))))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => KeysTwice(item, $"{path}[{index}]")),
        _ => [],
    };

    /// <summary>Reads every text of a document, also of names that nobody asks for.</summary>
    /// <exception cref="InvalidOperationException">One of them holds half of a character, which nothing can compare or store.</exception>
    public static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    ReadTexts(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    /// <summary>A place in a document, of a length that can be shown.</summary>
    public static string Shown(string path) =>
        path.Length <= LongestPath ? path : $"{path[..(char.IsHighSurrogate(path[LongestPath - 1]) ? LongestPath - 1 : LongestPath)]}…";

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static bool TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes, out string? text)
    {
        try
        {
            text = encoding.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
