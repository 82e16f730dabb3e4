using System.Text;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>What a file that is no CSV looks like, by its first bytes.</summary>
internal static class FileKinds
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeadLength = 4096;

    /// <summary>The problem to tell, or null for what may be a CSV.</summary>
    public static MappingProblem? Refuse(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            var isExcel = head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/"u8) >= 0;
            return isExcel ? MappingTexts.IsExcel : MappingTexts.IsOther("ZIPファイル");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return MappingTexts.IsExcel;
        }

        if (head.StartsWith("%PDF"u8))
        {
            return MappingTexts.IsOther("PDFファイル");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return MappingTexts.IsOther("画像ファイル");
        }

        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return MappingTexts.IsOther("HTMLファイル（Webページ）");
        }

        // Excel saves "XML spreadsheets" and some systems write tables as XML with the ending .xls.
        return text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? MappingTexts.IsOther("XMLファイル") : null;
    }
}
