using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>The beginning of a file: titles, dates and notes that people put above, then the header, or none of it.</summary>
internal sealed class MappingTop
{
    // More than this nobody puts above a table.
    private const int MostRows = 20;

    /// <summary>Digits in a row that only an event id has.</summary>
    public const int DigitsOfEventId = 15;

    // A year and a page number are shorter, a seminar number is not.
    private const int DigitsOfId = 5;

    private MappingTop(List<CsvRow> rows, MappingHeader? header, int ended)
    {
        (Rows, Header, LastRow) = (rows, header, ended);
        Columns = header?.Columns ?? MappingColumns.Default;
    }

    /// <summary>The rows that were looked at, in order; also those that already belong to the table.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>The header; null where the file has none that anybody knows.</summary>
    public MappingHeader? Header { get; }

    /// <summary>Where the ids stand.</summary>
    public MappingColumns Columns { get; }

    /// <summary>Number of the last row above the table; 0 where it begins at once.</summary>
    public int LastRow { get; }

    /// <summary>Reads the beginning.</summary>
    public static async Task<MappingTop> ReadAsync(CsvRows source)
    {
        var (rows, filled) = (new List<CsvRow>(), 0);
        MappingHeader? header = null;
        while (filled < MostRows && rows.Count < MostRows * MostRows && header is not { IsCertain: true }
            && await source.ReadAsync() is { } row)
        {
            rows.Add(row);
            filled += row.HasText ? 1 : 0;
            if (!Array.Exists(row.Fields, IsId) && MappingHeader.Find(row) is { } found && found.Score > (header?.Score ?? 0))
            {
                header = found;
            }
        }

        return new MappingTop(rows, header, header?.Row ?? rows.TakeWhile(IsTitle).LastOrDefault(row => row.HasText)?.Number ?? 0);
    }

    /// <summary>Whether a row above the header shows what only the table should: nobody may pass over it in silence.</summary>
    public static bool HoldsEventId(CsvRow row, IReadOnlySet<string>? events) => Array.Exists(row.Fields, cell =>
        DigitsInRow(cell) >= DigitsOfEventId || IdCell.Read(cell) is var id && (
            id.Fault == IdFault.Exponent || (id.Fault == IdFault.None && events?.Contains(id.Value) is true)));

    // Without a known header: a row of words, years and dates is passed over, and what could be an id, however damaged, is not.
    private static bool IsTitle(CsvRow row) =>
        !Array.Exists(row.Fields, IsOfTable) && !Array.Exists(row.Fields, field => DigitsInRow(field) >= DigitsOfId)
            && !(HasDigit(row.Cell(0)) && HasDigit(row.Cell(1)));

    // A header may name a year or a date; it shows no id.
    private static bool IsId(string field) =>
        DigitsInRow(field) >= DigitsOfEventId
            || IdCell.Read(field) is { Fault: IdFault.Exponent } or { Fault: IdFault.None, Value.Length: >= DigitsOfId };

    private static bool IsOfTable(string field) =>
        DigitsInRow(field) >= DigitsOfId
            || IdCell.Read(field).Fault is IdFault.None or IdFault.Exponent or IdFault.Decimal or IdFault.Thousands or IdFault.TooLong;

    private static bool HasDigit(string field) => field.Any(char.IsDigit);

    private static int DigitsInRow(string field)
    {
        var (longest, length) = (0, 0);
        foreach (var character in field)
        {
            length = char.IsDigit(character) ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        return longest;
    }
}
