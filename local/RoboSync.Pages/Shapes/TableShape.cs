using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Shapes;

/// <summary>A heading of a table.</summary>
/// <param name="Text">What it says, in NFKC.</param>
/// <param name="Above">What stands above it; empty for nothing.</param>
/// <param name="Line">In which line of a row its cell stands, from 0.</param>
/// <param name="Column">Its first column, from 0.</param>
internal sealed record TableHeading(string Text, string Above, int Line, int Column);

/// <summary>
/// What a table looks like to somebody who has no definition of it: rows of headings, lines of a row, headings, cells. A draft is made of
/// it, and two pages are compared by it; nothing is read by it.
/// </summary>
internal sealed class TableShape
{
    private readonly List<IHtmlTableCellElement[][]> blocks = [];

    private TableShape(IHtmlTableElement table) => Table = table;

    /// <summary>The table.</summary>
    public IHtmlTableElement Table { get; }

    /// <summary>How many rows of headings it has.</summary>
    public int Header { get; private set; }

    /// <summary>How many lines make a row.</summary>
    public int Lines { get; private set; } = 1;

    /// <summary>Whether its headings stand in a <c>thead</c>.</summary>
    public bool HasHead { get; private set; }

    /// <summary>The headings.</summary>
    public IReadOnlyList<TableHeading> Headings { get; private set; } = [];

    /// <summary>Rows of another shape than most: sums, messages.</summary>
    public IReadOnlyList<IHtmlTableRowElement> Odd { get; private set; } = [];

    /// <summary>How many rows it has.</summary>
    public int Rows => blocks.Count;

    /// <summary>The cells under a heading.</summary>
    public IReadOnlyList<IElement> CellsOf(TableHeading heading) =>
        [.. blocks.Where(block => heading.Column < block[heading.Line].Length).Select(block => block[heading.Line][heading.Column])];

    /// <summary>The shape of a table; null where it has no headings.</summary>
    public static TableShape? Of(IHtmlTableElement table)
    {
        var rows = TableCells.RowsOf(table).Where(Sighting.IsSeen).ToList();
        var head = table.Head is { } own ? own.Rows.Where(Sighting.IsSeen).ToList() : [.. rows.TakeWhile(AreAllHeadings)];
        if (head.Count is 0 or > 4 || !head.TrueForAll(row => TableCells.Of(row).Count > 1))
        {
            return null;
        }

        var shape = new TableShape(table) { Header = head.Count, HasHead = table.Head is not null };
        var data = rows.Where(row => !head.Contains(row) && TableCells.Of(row).Count > 0 && !AreAllHeadings(row)).ToList();
        shape.ReadRows(head, data);
        return shape.Headings.Count > 1 ? shape : null;
    }

    private void ReadRows(List<IHtmlTableRowElement> head, List<IHtmlTableRowElement> data)
    {
        var isPaired = head.Count > 1 && data.Count >= head.Count
            && head.Select(SignOf).SequenceEqual(data.Take(head.Count).Select(SignOf), StringComparer.Ordinal)
            && head.Select(SignOf).Distinct(StringComparer.Ordinal).Count() > 1;
        Lines = isPaired ? head.Count : 1;
        if (Spread.Of(head) is not { } cells)
        {
            return;
        }

        Headings = [.. HeadingsOf(cells, isPaired)];
        var usual = isPaired ? [.. head.Select(SignOf)]
            : data.GroupBy(SignOf).OrderByDescending(group => group.Count()).Take(1).Select(group => group.Key).ToList();
        Odd = [.. data.Where(row => !usual.Contains(SignOf(row)))];
        foreach (var block in data.Where(row => usual.Contains(SignOf(row))).Chunk(Lines).Where(block => block.Length == Lines))
        {
            if (Spread.Of(block) is { } spread && spread[0].Length == cells[0].Length)
            {
                blocks.Add(spread);
            }
        }
    }

    private static IEnumerable<TableHeading> HeadingsOf(IHtmlTableCellElement[][] cells, bool isPaired)
    {
        var seen = new HashSet<IElement>();
        for (var row = isPaired ? 0 : cells.Length - 1; row < cells.Length; row++)
        {
            for (var column = 0; column < cells[row].Length; column++)
            {
                var cell = cells[row][column];
                if (seen.Add(cell) && Words.Narrow(SeenText.Of(cell)) is { Length: > 0 } text)
                {
                    var above = isPaired || row == 0 || ReferenceEquals(cells[row - 1][column], cell) ? null : cells[row - 1][column];
                    yield return new TableHeading(text, above is null ? "" : Words.Narrow(SeenText.Of(above)), isPaired ? row : 0, column);
                }
            }
        }
    }

    private static bool AreAllHeadings(IHtmlTableRowElement row) =>
        TableCells.Of(row) is { Count: > 0 } cells && cells.TrueForAll(cell => cell is IHtmlTableHeaderCellElement);

    private static string SignOf(IHtmlTableRowElement row) => string.Join(',', TableCells.Of(row).Select(cell => cell.ColumnSpan));
}
