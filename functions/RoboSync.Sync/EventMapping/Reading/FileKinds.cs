using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>What a file that is no CSV looks like, by its beginning.</summary>
internal static partial class FileKinds
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeadLength = 64 * 1024;

    private const string Picture = "画像ファイル";
    private const string Movie = "動画や音声のファイル";
    private const string Archive = "圧縮ファイル";
    private const string Mail = "メールのファイル";
    private const string Shortcut = "ショートカット（ファイルそのものではありません）";

    // The first bytes, as "file" and Wikipedia's "List of file signatures" have them. Null stands for Excel's own.
    private static readonly (byte[] Start, string? Kind)[] Starts =
    [
        ([0x1F, 0x8B], $"{Archive}（gzip）"), ([0x1F, 0x9D], Archive), ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], $"{Archive}（7z）"),
        ([.. "Rar!"u8, 0x1A, 0x07], $"{Archive}（RAR）"),
        ([0xFD, .. "7zXZ"u8], Archive), ([.. "BZh"u8], Archive), ([0x28, 0xB5, 0x2F, 0xFD], Archive), ([.. "MSCF"u8], Archive),
        ([0x09, 0x00, 0x04, 0x00], null), ([0x09, 0x02, 0x06, 0x00], null), ([0x09, 0x04, 0x06, 0x00], null), ([0x09, 0x08], null),
        ([.. "ID;P"u8], "SYLKファイル（.slk）"), ([.. "{\\rtf"u8], "リッチテキスト（RTF）ファイル"), ([.. "{\\urtf"u8], "リッチテキスト（RTF）ファイル"),
        ([.. "%!PS"u8], "PostScriptファイル"),
        ([0x89, .. "PNG"u8], Picture), ([0xFF, 0xD8, 0xFF], Picture), ([.. "GIF8"u8], Picture), ([.. "II*\0"u8], Picture),
        ([.. "MM\0*"u8], Picture), ([.. "8BPS"u8], Picture),
        ([0, 0, 1, 0], Picture), ([.. "ID3"u8, 3], Movie), ([.. "ID3"u8, 4], Movie), ([.. "OggS"u8], Movie),
        ([0x1A, 0x45, 0xDF, 0xA3], Movie),
        ([.. "MZ"u8, 0x90, 0], "プログラム"), ([0x7F, .. "ELF"u8], "プログラム"), ([.. "SQLite format 3"u8], "データベースファイル"),
        ([.. "bplist"u8], "プロパティリスト"),
        ([0x4C, 0, 0, 0, 1, 0x14, 2, 0], Shortcut), ([0, 5, 0x16, 7], "macOSの付属ファイル（ファイル名が「._」で始まるもの）"),
    ];

    /// <summary>The problem to tell, or null for what may be a CSV.</summary>
    public static MappingProblem? Refuse(ReadOnlySpan<byte> head)
    {
        foreach (var (start, kind) in Starts)
        {
            if (head.StartsWith(start))
            {
                return kind is null ? MappingTexts.IsExcel : MappingTexts.IsOther(kind);
            }
        }

        return OfContainer(head) ?? OfEncoding(head) ?? (OfText(TextOf(head)) is { } text ? MappingTexts.IsOther(text) : null);
    }

    private static MappingProblem? OfContainer(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8))
        {
            return head.IndexOf("word/"u8) >= 0 ? MappingTexts.IsOther("Word文書")
                : head.IndexOf("ppt/"u8) >= 0 ? MappingTexts.IsOther("PowerPointのファイル")
                : head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/"u8) >= 0 ? MappingTexts.IsExcel
                : head.IndexOf("opendocument.spreadsheet"u8) >= 0 ? MappingTexts.IsOther("OpenDocument（LibreOfficeなど）の表")
                : head.IndexOf(".iwa"u8) >= 0 ? MappingTexts.IsOther("Numbersのファイル")
                : MappingTexts.IsOther("ZIPファイル");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return Holds(head, "WordDocument") ? MappingTexts.IsOther("Word文書")
                : Holds(head, "PowerPoint Document") ? MappingTexts.IsOther("PowerPointのファイル")
                : Holds(head, "__substg1.0") || Holds(head, "__nameid") ? MappingTexts.IsOther($"{Mail}（.msg）")
                : MappingTexts.IsExcel;
        }

        var kind = head.Length > 12 && head[4..].StartsWith("ftyp"u8)
                ? head[8..].StartsWith("hei"u8) || head[8..].StartsWith("mif"u8) || head[8..].StartsWith("avif"u8) ? Picture : Movie
            : head.Length > 12 && head.StartsWith("RIFF"u8) ? head[8..].StartsWith("WEBP"u8) ? Picture : Movie
            : head.Length > 14 && head.StartsWith("BM"u8) && head[6..10].IndexOfAnyExcept((byte)0) < 0 ? Picture
            : head.Length > 7 && head[2] == '-' && head[3] == 'l' && head[6] == '-' ? $"{Archive}（LZH）"
            : head.Length > 262 && head[257..].StartsWith("ustar"u8) ? $"{Archive}（tar）"
            : head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? "PDFファイル"
            : null;
        return kind is null ? null : MappingTexts.IsOther(kind);
    }

    // Encodings that no spreadsheet program saves a CSV in, and what is no text at all.
    private static MappingProblem? OfEncoding(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])
            || IsUtf32(head))
        {
            return MappingTexts.IsEncoded("UTF-32");
        }

        if (head.IndexOf("\u001B$B"u8) >= 0 || head.IndexOf("\u001B$@"u8) >= 0)
        {
            return MappingTexts.IsEncoded("JIS（ISO-2022-JP）");
        }

        return head.Contains((byte)0) && TextEncodings.ByHead(head) is null ? MappingTexts.NotText : null;
    }

    // Of four bytes two are zero in any text, and mostly three.
    private static bool IsUtf32(ReadOnlySpan<byte> head)
    {
        var (big, little, count) = (0, 0, head.Length / 4);
        for (var index = 0; index < count; index++)
        {
            var four = head.Slice(index * 4, 4);
            big += four is [0, <= 0x10, _, _] && four[2..].ContainsAnyExcept((byte)0) ? 1 : 0;
            little += four is [_, _, <= 0x10, 0] && four[..2].ContainsAnyExcept((byte)0) ? 1 : 0;
        }

        return count > 1 && (big == count || little == count);
    }

    private static string? OfText(string text) =>
        text.StartsWith('<') ? OfMarkup(text)
        : IsJson(text) ? "JSONファイル"
        : text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase) ? "連絡先のファイル（vCard）"
        : text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) ? "カレンダーのファイル（iCalendar）"
        : text.StartsWith("[InternetShortcut]", StringComparison.OrdinalIgnoreCase) ? Shortcut
        : text.StartsWith("TABLE\r\n0,1", StringComparison.Ordinal) || text.StartsWith("TABLE\n0,1", StringComparison.Ordinal) ? "DIFファイル"
        : !MailHeader().IsMatch(text) ? null
        : Holds(text, "<html") && Holds(text, "multipart/related") ? "Webページのファイル（.mht）"
        : Mail;

    // Excel saves web pages and XML spreadsheets, and many systems write tables so with the ending .xls.
    private static string? OfMarkup(string text) =>
        Holds(text, "urn:schemas-microsoft-com:office:spreadsheet") ? "Excelの「XMLスプレッドシート」形式のファイル"
        : text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || (
            text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && Holds(text, "<svg")) ? Picture
        : Html().IsMatch(text) ? "HTMLファイル（Webページ）"
        : Markup().IsMatch(text) && (text[1] is '?' or '!' || Holds(text, "</") || Holds(text, "/>")) ? "XMLファイル"
        : null;

    // One or several values one after another, as far as the head goes; broken JSON is taken for some where a name and a value were read.
    private static bool IsJson(string text)
    {
        if (text is not ['{' or '[', ..])
        {
            return false;
        }

        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text),
            isFinalBlock: false,
            new JsonReaderState(new JsonReaderOptions
            {
                AllowMultipleValues = true,
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = HeadLength,
            }));
        var tokens = 0;
        try
        {
            while (reader.Read())
            {
                tokens++;
            }

            return tokens > 1 || text.AsSpan().TrimStart("[{ \r\n\t").IsEmpty;
        }
        catch (JsonException)
        {
            return text[0] == '{' && tokens > 2;
        }
    }

    private static string TextOf(ReadOnlySpan<byte> head)
    {
        // Not strictly: the head may end within a character.
        var encoding = TextEncodings.ByHead(head)?.Encoding is UnicodeEncoding wide ? Encoding.GetEncoding(wide.CodePage) : Encoding.UTF8;
        return encoding.GetString(head).TrimStart('\uFEFF', ' ', '\r', '\n', '\t', '\u3000');
    }

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ReadOnlySpan<byte> head, string name) => head.IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;

    [GeneratedRegex(
        @"\A<(?:!doctype\s+html|html|head|body|table|meta|script|style|div|title|form|frameset"
        + @"|\?xml[^>]*>\s*<!doctype\s+html|\?xml[^>]*>\s*<html|!--(?s:.*?)-->\s*<(?:html|!doctype|table|head|body))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Html();

    [GeneratedRegex(
        @"\A<(?:\?xml|!doctype|!--|[A-Za-z_][\w:.-]*(?:\s[^<>]*)?/?>)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    // RFC 5322: a mail begins with its headers, and a mailbox file with "From ". One such line alone may be a title.
    [GeneratedRegex(
        @"\A(?:From \S+@\S+|(?:Return-Path|Received|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Delivered-To|Reply-To"
        + @"|Sender|Content-Type|DKIM-Signature|ARC-[A-Za-z-]+|Authentication-Results|X-[A-Za-z0-9-]+):"
        + @"[ \t][^\n]*\n(?:[ \t][^\n]*\n)*[A-Za-z][A-Za-z0-9-]*:[ \t\r\n])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MailHeader();
}
