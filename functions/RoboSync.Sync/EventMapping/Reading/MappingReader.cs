using RoboSync.Sync.Queues;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>What an upload is checked against.</summary>
/// <param name="Events">Ids of all HRMOS events; null where HRMOS could not be asked.</param>
/// <param name="Seminars">Numbers of the seminars known from MIWS; empty where none is known yet.</param>
/// <param name="MostRows">Rows with something in them that are read at the most.</param>
internal sealed record MappingChecks(IReadOnlySet<string>? Events, IReadOnlySet<string> Seminars, int MostRows)
{
    /// <summary>
    /// Ids of the events as HRMOS last showed them: what a damaged id may have been, also where HRMOS could not be asked.
    /// </summary>
    public IReadOnlyCollection<string> Remembered { get; init; } = [];

    /// <summary>Cells that a row may have.</summary>
    public int MostColumns { get; init; } = 1000;

    /// <summary>Characters that a cell may have.</summary>
    public int LongestCell { get; init; } = 10_000;
}

/// <summary>Is told of each row with its problems and warnings, in order.</summary>
/// <param name="fields">The row as it was read.</param>
/// <param name="isHeader">Whether it is the header, or what stands in its place right above the table.</param>
/// <param name="problems">Why the row is refused.</param>
/// <param name="warnings">What was taken all the same.</param>
internal delegate Task RowReader(
    string[] fields, bool isHeader, IReadOnlyList<MappingProblem> problems, IReadOnlyList<MappingProblem> warnings);

/// <summary>
/// Reads and checks the rows of a mapping, one at a time: what is kept grows with the seminars that are mapped, never with the file.
/// Nothing is repaired that could have another meaning.
/// </summary>
internal sealed class MappingReader(MappingChecks checks)
{
    private const int IdOfEventLength = 15;
    private const int LongestShown = 200;

    private readonly Dictionary<string, (string EventId, int Row)> map = new(StringComparer.Ordinal);
    private readonly List<MappingProblem> problems = [];
    private readonly List<MappingProblem> warnings = [];
    private readonly List<MappingProblem> rowProblems = [];
    private readonly List<MappingProblem> rowWarnings = [];
    private readonly LostZeros eventZeros = new(checks.Events ?? Enumerable.Empty<string>());
    private readonly LostZeros seminarZeros = new(checks.Seminars);
    private MappingTop top = null!;
    private bool isOneColumn = true;
    private bool hasReader;
    private int filledRows;

    /// <summary>Event id by seminar number.</summary>
    public IReadOnlyDictionary<string, string> Map =>
        map.ToDictionary(pair => pair.Key, pair => pair.Value.EventId, StringComparer.Ordinal);

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
        using var source = new CsvRows(text, delimiter, checks);
        hasReader = onRow is not null;
        top = await MappingTop.ReadAsync(source);
        foreach (var row in top.Rows)
        {
            await TakeAsync(row, onRow);
        }

        while (source.Refusal is null && filledRows <= checks.MostRows && await source.ReadAsync() is { } row)
        {
            await TakeAsync(row, onRow);
        }

        if (FaultOfFile(source) is { } fault)
        {
            problems.Insert(0, fault);
            ProblemCount++;
        }
    }

    // About the file: told before all rows.
    private MappingProblem? FaultOfFile(CsvRows source)
    {
        if (source.Refusal is not null || filledRows > checks.MostRows)
        {
            return source.Refusal ?? MappingTexts.TooManyRows(checks.MostRows);
        }

        if (top.Header is { Doubtful: { } column } header)
        {
            return MappingTexts.HeaderTwice(header.Row, column);
        }

        if (Rows + RowsWithoutSeminar + ProblemCount == 0)
        {
            return MappingTexts.Empty;
        }

        if (isOneColumn && top.Header is null)
        {
            problems.Clear();
            (ProblemCount, Rows) = (0, 0);
            return MappingTexts.OneColumn;
        }

        return Rows == 0 && ProblemCount == 0 ? MappingTexts.NoSeminar : null;
    }

    private async Task TakeAsync(CsvRow row, RowReader? onRow)
    {
        rowProblems.Clear();
        rowWarnings.Clear();
        filledRows += row.HasText ? 1 : 0;
        Take(row);
        if (onRow is not null)
        {
            await onRow(row.Fields, row.Number == top.LastRow, rowProblems, rowWarnings);
        }

        Settle();
    }

    private void Take(CsvRow row)
    {
        if (!row.IsWellQuoted)
        {
            rowProblems.Add(MappingTexts.QuoteNotClosed(row.Number));
        }
        else if (row.Number > top.LastRow)
        {
            isOneColumn = isOneColumn && row.Fields.Skip(1).All(string.IsNullOrWhiteSpace);
            Check(row);
        }
        else if (top.Header is { } header && row.Number < header.Row && MappingTop.HoldsEventId(row, checks.Events))
        {
            rowProblems.Add(MappingTexts.AboveHeader(row.Number, header.Row));
        }
    }

    private void Check(CsvRow line)
    {
        var row = line.Number;
        var columns = top.Columns;
        var (rawEvent, rawSeminar) = (line.Cell(columns.Event), line.Cell(columns.Seminar));
        var (eventCell, seminarCell) = (IdCell.Read(rawEvent), IdCell.Read(rawSeminar));
        if (eventCell.Fault == IdFault.Blank && seminarCell.Fault == IdFault.Blank)
        {
            return;
        }

        if (columns.Columns > 0 && line.Fields.Skip(columns.Columns).Any(field => !string.IsNullOrWhiteSpace(field)))
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
            rowProblems.Add(eventZeros.FindOriginal(cell.Value) is { } whole
                ? MappingTexts.EventLostZeros(row, raw, whole)
                : MappingTexts.EventUnknown(row, raw));
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
            rowWarnings.Add(seminarZeros.FindOriginal(seminarCell.Value) is { } whole
                ? MappingTexts.SeminarLostZeros(row, seminarCell.Value, whole)
                : MappingTexts.SeminarUnknown(row, seminarCell.Value));
        }
    }

    private bool IsSwapped(IdCell eventCell, IdCell seminarCell) =>
        eventCell.Fault == IdFault.None && seminarCell.Fault == IdFault.None && eventCell.Value.Length < IdOfEventLength
        && (checks.Events?.Contains(seminarCell.Value) ?? seminarCell.Value.Length >= IdOfEventLength);

    // For what is listed: a hundred thousand damaged rows need no more than a thousand searches.
    private string? Suggest(string damaged) =>
        ProblemCount >= MappingOutcome.MostListed ? null : DamagedId.FindOriginal(damaged, checks.Events ?? checks.Remembered);

    private void Settle()
    {
        ProblemCount += rowProblems.Count;
        WarningCount += rowWarnings.Count;
        problems.AddRange(rowProblems.Take(MappingOutcome.MostListed - problems.Count).Select(Shown));
        warnings.AddRange(rowWarnings.Take(MappingOutcome.MostListed - warnings.Count).Select(Shown));
    }

    private static MappingProblem Shown(MappingProblem problem) =>
        problem.Value.Length <= LongestShown ? problem : problem with { Value = ShortText.Of(problem.Value, LongestShown) };
}
