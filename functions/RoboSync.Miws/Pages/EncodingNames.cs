using System.Text;

namespace RoboSync.Miws.Pages;

/// <summary>
/// The encodings that servers in Japan name, by all the names that they give them. Each decodes strictly: a wrong byte is an error.
/// </summary>
internal static class EncodingNames
{
    private const int ShiftJisCodePage = 932;
    private const int EucJpCodePage = 51932;
    private const int Iso2022JpCodePage = 50220;

    private static readonly Dictionary<string, Encoding?> ByName = new(StringComparer.Ordinal);

    static EncodingNames()
    {
        Add(Utf8, "utf8", "utf8n", "unicode11utf8", "unicode20utf8", "xunicode20utf8");
        Add(
            ShiftJis,
            "shiftjis",
            "sjis",
            "xsjis",
            "xshiftjis",
            "sjiswin",
            "mskanji",
            "csshiftjis",
            "windows31j",
            "cswindows31j",
            "ms932",
            "cp932",
            "cp943c",
            "windows932",
            "932");
        Add(EucJp, "eucjp", "xeucjp", "xeuc", "euc", "ujis", "eucjpms", "eucjpwin", "cp51932", "cseucpkdfmtjapanese", "51932");
        Add(Strict(Iso2022JpCodePage), "iso2022jp", "csiso2022jp", "jis");
        Add(new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), "utf16", "utf16le", "unicode");
        Add(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), "utf16be");

        // What a server says that was never told: its own default, or nothing. No Japanese page is in it.
        Add(null, "", "none", "null", "undefined", "default", "auto", "iso88591", "latin1", "usascii", "ascii", "windows1252", "cp1252");
    }

    /// <summary>UTF-8.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Shift_JIS as Windows writes it.</summary>
    public static Encoding ShiftJis { get; } = Strict(ShiftJisCodePage);

    /// <summary>EUC-JP as Windows writes it.</summary>
    public static Encoding EucJp { get; } = Strict(EucJpCodePage);

    /// <summary>Whether the name is known; <paramref name="encoding"/> is null where it says nothing.</summary>
    public static bool TryFind(string? name, out Encoding? encoding) =>
        ByName.TryGetValue(string.Concat((name ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant(), out encoding);

    private static Encoding Strict(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static void Add(Encoding? encoding, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            ByName.Add(name, encoding);
        }
    }
}
