using CsvHelper;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>A row of the file, cut into its cells.</summary>
/// <param name="Number">As Excel counts, from 1.</param>
/// <param name="Fields">Its cells.</param>
/// <param name="IsWellQuoted">Whether its quotes leave no doubt where its cells begin and end.</param>
internal sealed record CsvRow(int Number, string[] Fields, bool IsWellQuoted)
{
    /// <summary>The cell, or "" where the row is shorter.</summary>
    public string Cell(int index) => index < Fields.Length ? Fields[index] : "";

    /// <summary>Whether something stands in it.</summary>
    public bool HasText => Array.Exists(Fields, cell => !string.IsNullOrWhiteSpace(cell));
}

/// <summary>The rows of a file, one at a time. No more of it is in memory than one row, and a row has a largest size.</summary>
internal sealed class CsvRows : IDisposable
{
    // No sheet of Excel has more (support.microsoft.com, "Excel specifications and limits"): what goes on is none.
    private const int RowsOfExcel = 1_048_576;

    // A row may hold so many of the longest cells.
    private const int LongCells = 20;

    private readonly MappingChecks limits;
    private readonly char delimiter;
    private readonly BoundedText text;
    private readonly CsvParser csv;

    /// <summary>Begins at the beginning.</summary>
    public CsvRows(TextReader source, string delimiter, MappingChecks limits)
    {
        (this.limits, this.delimiter) = (limits, delimiter[0]);
        text = new BoundedText(source, limits.LongestCell * LongCells);
        csv = CsvText.Parse(text, delimiter, limits.LongestCell);
    }

    /// <summary>Why nobody can read on; null where the file ended.</summary>
    public MappingProblem? Refusal { get; private set; }

    /// <summary>The next row; null at the end, and where <see cref="Refusal"/> says why.</summary>
    public async Task<CsvRow?> ReadAsync()
    {
        try
        {
            if (!await csv.ReadAsync() && !text.IsCutOff)
            {
                return null;
            }
        }
        catch (MaxFieldSizeException)
        {
            Refusal = IsInQuotes() ? MappingTexts.QuoteNotClosed(csv.Row) : MappingTexts.CellTooLong(csv.Row, limits.LongestCell);
            return null;
        }

        text.BeginRow();
        Refusal = csv.Count > limits.MostColumns ? MappingTexts.TooManyCells(csv.Row, limits.MostColumns)
            : text.IsCutOff
                ? IsInQuotes()
                ? MappingTexts.QuoteNotClosed(csv.Row)
                : MappingTexts.RowTooLong(csv.Row, limits.LongestCell * LongCells)
            : csv.Row > Math.Max(RowsOfExcel, limits.MostRows) ? MappingTexts.TooManyRows(limits.MostRows)
            : null;
        return Refusal is null ? new CsvRow(csv.Row, csv.Record ?? [], CsvText.IsWellQuoted(csv.RawRecord, delimiter)) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        csv.Dispose();
        text.Dispose();
    }

    private bool IsInQuotes() => !CsvText.IsWellQuoted(csv.RawRecord, delimiter);
}
