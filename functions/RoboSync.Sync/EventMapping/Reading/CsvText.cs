using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>How the text of an upload is cut into rows and fields. The cutting is CsvHelper's.</summary>
internal static class CsvText
{
    private const int LookedAt = 64 * 1024;

    private static readonly (char Character, string Name)[] Delimiters = [(',', "コンマ"), ('\t', "タブ"), (';', "セミコロン")];

    /// <summary>The delimiter that the beginning of the file uses most outside quotes; the comma where it uses none.</summary>
    public static async Task<(string Delimiter, string Name)> DetectDelimiterAsync(
        Stream file, DetectedEncoding encoding, CancellationToken cancellationToken)
    {
        using var text = Open(file, encoding);
        var buffer = new char[LookedAt];
        var length = await text.ReadBlockAsync(buffer, cancellationToken);
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        foreach (var character in buffer.AsSpan(0, length))
        {
            isQuoted ^= character == '"';
            for (var index = 0; !isQuoted && index < Delimiters.Length; index++)
            {
                counts[index] += Delimiters[index].Character == character ? 1 : 0;
            }
        }

        var best = Array.IndexOf(counts, counts.Max());
        return (Delimiters[best].Character.ToString(), Delimiters[best].Name);
    }

    /// <summary>The text from behind its byte order mark.</summary>
    public static StreamReader Open(Stream file, DetectedEncoding encoding)
    {
        file.Position = encoding.PreambleLength;
        return new StreamReader(file, encoding.Encoding, detectEncodingFromByteOrderMarks: false, LookedAt, leaveOpen: true);
    }

    /// <summary>A parser whose rows count as Excel's do: blank lines are rows.</summary>
    public static CsvParser Parse(TextReader text, string delimiter, int longestCell = 10_000) =>
        new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            IgnoreBlankLines = false,
            BadDataFound = null,
            MaxFieldSize = longestCell,
            BufferSize = LookedAt,
        });

    /// <summary>
    /// Whether the quotes of a row are closed where they should be, and the row ends where its text does. Another reading would swallow
    /// rows, or take <c>"270"100</c> for a number. Nor may a cell hold what looks like a row: somewhere a quote is one too many.
    /// </summary>
    public static bool IsWellQuoted(ReadOnlySpan<char> rawRow, char delimiter)
    {
        var (isQuoted, atStart) = (false, true);
        for (var index = 0; index < rawRow.Length; index++)
        {
            var character = rawRow[index];
            if (isQuoted)
            {
                if (character is '\r' or '\n' && LooksLikeRow(rawRow[(index + 1)..], delimiter))
                {
                    return false;
                }

                if (character != '"')
                {
                    continue;
                }

                if (index + 1 < rawRow.Length && rawRow[index + 1] == '"')
                {
                    index++;
                    continue;
                }

                isQuoted = false;
                if (index + 1 < rawRow.Length && rawRow[index + 1] != delimiter && rawRow[index + 1] is not ('\r' or '\n'))
                {
                    return false;
                }
            }
            else
            {
                if (character is '\r' or '\n')
                {
                    return rawRow[index..].IndexOfAnyExcept('\r', '\n') < 0;
                }

                isQuoted = atStart && character == '"';
                atStart = character == delimiter;
            }
        }

        return !isQuoted;
    }

    // A line of several cells within this one, one of which may be an event id.
    private static bool LooksLikeRow(ReadOnlySpan<char> rest, char delimiter)
    {
        var end = rest.IndexOfAny('\r', '\n', '"');
        var line = end < 0 ? rest : rest[..end];
        if (!line.Contains(delimiter))
        {
            return false;
        }

        var digits = 0;
        foreach (var character in line)
        {
            digits = char.IsDigit(character) ? digits + 1 : 0;
            if (digits == MappingTop.DigitsOfEventId)
            {
                return true;
            }
        }

        return false;
    }
}
