using CsvHelper;

using RoboSync.Sync.Spreadsheets;
namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>What an upload is checked against.</summary>
/// <param name="Events">Ids of all HRMOS events; null where HRMOS could not be asked.</param>
/// <param name="Seminars">Numbers of the seminars known from MIWS; empty where none is known yet.</param>
/// <param name="MostRows">Rows that are read at the most.</param>
internal sealed record MappingChecks(IReadOnlySet<string>? Events, IReadOnlySet<string> Seminars, int MostRows);

/// <summary>Is told of each row with its problems and warnings, in order.</summary>
/// <param name="fields">The row as it was read.</param>
/// <param name="isHeader">Whether it is the header, or stands above it.</param>
/// <param name="problems">Why the row is refused.</param>
/// <param name="warnings">What was taken all the same.</param>
internal delegate Task RowReader(string[] fields, bool isHeader, IReadOnlyList<MappingProblem> problems, IReadOnlyList<MappingProblem> warnings);

/// <summary>
/// Reads and checks the rows of a mapping, one at a time: what is kept grows with the seminars that are mapped, never with the file. Nothing is repaired
/// that could have another meaning.
/// </summary>
internal sealed class MappingReader(MappingChecks checks)
{
    private const int RowsAboveHeader = 5;
    private const int IdOfEventLength = 15;

    private readonly Dictionary<string, (string EventId, int Row)> map = new(StringComparer.Ordinal);
    private readonly List<MappingProblem> problems = [];
    private readonly List<MappingProblem> warnings = [];
    private readonly List<MappingProblem> rowProblems = [];
    private readonly List<MappingProblem> rowWarnings = [];
    private MappingColumns? columns;
    private bool isOneColumn = true;
    private bool hasReader;

    /// <summary>Event id by seminar number.</summary>
    public IReadOnlyDictionary<string, string> Map => map.ToDictionary(pair => pair.Key, pair => pair.Value.EventId, StringComparer.Ordinal);

    /// <summary>Rows that tie a seminar to an event.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows with an event and no seminar.</summary>
    public int RowsWithoutSeminar { get; private set; }

    /// <summary>The first problems; <see cref="ProblemCount"/> goes on.</summary>
    public IReadOnlyList<MappingProblem> Problems => problems;

    public int ProblemCount { get; private set; }

    /// <summary>The first warnings; <see cref="WarningCount"/> goes on.</summary>
    public IReadOnlyList<MappingProblem> Warnings => warnings;

    public int WarningCount { get; private set; }

    /// <summary>Reads all rows.</summary>
    /// <param name="text">The decoded file.</param>
    /// <param name="delimiter">What separates its fields.</param>
    /// <param name="onRow">Is told of each row; null where nobody needs to know.</param>
    public async Task ReadAsync(TextReader text, string delimiter, RowReader? onRow)
    {
        using var csv = CsvText.Parse(text, delimiter);
        hasReader = onRow is not null;
        var lastLine = 0;
        try
        {
            while (await csv.ReadAsync())
            {
                var isHeader = Take(csv, delimiter, csv.RawRow - lastLine > 1);
                lastLine = csv.RawRow;
                if (onRow is not null)
                {
                    await onRow(csv.Record ?? [], isHeader, rowProblems, rowWarnings);
                }

                Settle();
                if (Rows + RowsWithoutSeminar > checks.MostRows)
                {
                    Refuse(MappingTexts.TooManyRows(checks.MostRows));
                    return;
                }
            }
        }
        catch (MaxFieldSizeException)
        {
            Refuse(MappingTexts.QuoteNotClosed(csv.Row));
            return;
        }

        if (Rows + RowsWithoutSeminar + ProblemCount == 0)
        {
            Refuse(MappingTexts.Empty);
        }
        else if (isOneColumn)
        {
            problems.Clear();
            (ProblemCount, Rows) = (0, 0);
            Refuse(MappingTexts.OneColumn);
        }
        else if (Rows == 0 && ProblemCount == 0)
        {
            Refuse(MappingTexts.NoSeminar);
        }
    }

    private bool Take(CsvParser csv, string delimiter, bool hasSeveralLines)
    {
        rowProblems.Clear();
        rowWarnings.Clear();
        if (hasSeveralLines && !CsvText.IsWellQuoted(csv.RawRecord, delimiter[0]))
        {
            rowProblems.Add(MappingTexts.QuoteNotClosed(csv.Row));
            return false;
        }

        if (columns is null && IsHeader(csv))
        {
            return true;
        }

        columns ??= MappingColumns.Default;
        var (rawEvent, rawSeminar) = (Field(csv, columns.Event), Field(csv, columns.Seminar));
        isOneColumn = isOneColumn && (csv.Count < 2 || IsBlankBehindFirst(csv));
        if (rawEvent.Length > 0 || rawSeminar.Length > 0)
        {
            Check(csv, IdCell.Read(rawEvent), IdCell.Read(rawSeminar), rawEvent, rawSeminar);
        }

        return false;
    }

    // A title above the header, or a header in words that nobody knows, has no digits: it is passed over, and the columns are A and B.
    private bool IsHeader(CsvParser csv)
    {
        var fields = csv.Record ?? [];
        if (Array.TrueForAll(fields, field => IdCell.Read(field).Fault is not (IdFault.None or IdFault.Exponent)) && MappingHeader.Find(fields) is { } found)
        {
            isOneColumn = false;
            columns = found;
            return true;
        }

        return csv.Row <= RowsAboveHeader && !fields.Any(field => field.Any(char.IsDigit));
    }

    private void Check(CsvParser csv, IdCell eventCell, IdCell seminarCell, string rawEvent, string rawSeminar)
    {
        var row = csv.Row;
        if (eventCell.Fault == IdFault.Blank && seminarCell.Fault == IdFault.Blank)
        {
            return;
        }

        if (columns!.Columns > 0 && HasMoreThan(csv, columns.Columns))
        {
            rowProblems.Add(MappingTexts.TooManyColumns(row, columns.Columns));
        }

        if (IsSwapped(eventCell, seminarCell))
        {
            rowProblems.Add(MappingTexts.Swapped(row, rawEvent));
            return;
        }

        CheckEvent(row, eventCell, rawEvent);
        if (seminarCell.Fault == IdFault.Blank)
        {
            RowsWithoutSeminar += rowProblems.Count == 0 ? 1 : 0;
            return;
        }

        if (seminarCell.Fault != IdFault.None)
        {
            rowProblems.Add(MappingTexts.SeminarWrong(row, rawSeminar, seminarCell.Fault));
        }

        if (rowProblems.Count == 0)
        {
            Tie(row, eventCell, seminarCell, rawEvent, rawSeminar);
        }
    }

    private void CheckEvent(int row, IdCell cell, string raw)
    {
        if (cell.Fault == IdFault.Blank)
        {
            rowProblems.Add(MappingTexts.EventBlank(row));
        }
        else if (cell.Fault != IdFault.None)
        {
            rowProblems.Add(MappingTexts.EventWrong(row, raw, cell.Fault, cell.Fault == IdFault.Exponent ? Suggest(cell.Value) : null));
        }
        else if (checks.Events?.Contains(cell.Value) is not true && cell.MayHaveLostDigits)
        {
            rowProblems.Add(MappingTexts.EventLostDigits(row, raw, Suggest(cell.Value)));
        }
        else if (checks.Events?.Contains(cell.Value) is false)
        {
            rowProblems.Add(MappingTexts.EventUnknown(row, raw));
        }
    }

    private void Tie(int row, IdCell eventCell, IdCell seminarCell, string rawEvent, string rawSeminar)
    {
        if (!map.TryAdd(seminarCell.Value, (eventCell.Value, row)))
        {
            var first = map[seminarCell.Value];
            if (!string.Equals(first.EventId, eventCell.Value, StringComparison.Ordinal))
            {
                rowProblems.Add(MappingTexts.SeminarOnTwoEvents(row, seminarCell.Value, first.Row));
            }
            else if (hasReader || warnings.Count < MappingOutcome.MostListed)
            {
                rowWarnings.Add(MappingTexts.RowTwice(row, seminarCell.Value, first.Row));
            }
            else
            {
                // A file that repeats itself a million times needs no million sentences.
                WarningCount++;
            }

            return;
        }

        Rows++;
        if (eventCell.IsCleaned)
        {
            rowWarnings.Add(MappingTexts.EventCleaned(row, rawEvent, eventCell.Value));
        }

        if (seminarCell.IsCleaned)
        {
            rowWarnings.Add(MappingTexts.SeminarCleaned(row, rawSeminar, seminarCell.Value));
        }

        if (checks.Seminars.Count > 0 && !checks.Seminars.Contains(seminarCell.Value))
        {
            rowWarnings.Add(MappingTexts.SeminarUnknown(row, seminarCell.Value));
        }
    }

    private bool IsSwapped(IdCell eventCell, IdCell seminarCell) =>
        eventCell.Fault == IdFault.None && seminarCell.Fault == IdFault.None && eventCell.Value.Length < IdOfEventLength
        && (checks.Events?.Contains(seminarCell.Value) ?? seminarCell.Value.Length >= IdOfEventLength);

    private string? Suggest(string damaged) => checks.Events is null ? null : DamagedId.FindOriginal(damaged, checks.Events);

    private void Settle()
    {
        ProblemCount += rowProblems.Count;
        WarningCount += rowWarnings.Count;
        problems.AddRange(rowProblems.Take(MappingOutcome.MostListed - problems.Count));
        warnings.AddRange(rowWarnings.Take(MappingOutcome.MostListed - warnings.Count));
    }

    // About the file: told before all rows.
    private void Refuse(MappingProblem problem)
    {
        problems.Insert(0, problem);
        ProblemCount++;
    }

    private static string Field(CsvParser csv, int index) => index < csv.Count ? csv[index] : "";

    private static bool IsBlankBehindFirst(CsvParser csv)
    {
        for (var index = 1; index < csv.Count; index++)
        {
            if (csv[index].Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasMoreThan(CsvParser csv, int count)
    {
        for (var index = count; index < csv.Count; index++)
        {
            if (!string.IsNullOrWhiteSpace(csv[index]))
            {
                return true;
            }
        }

        return false;
    }
}
