using Cells = System.Collections.Generic.List<AngleSharp.Html.Dom.IHtmlTableCellElement>;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;

namespace RoboSync.Miws.Grids;

/// <summary>The grid of a table: headings, and rows of as many cells. Hidden rows and cells are none.</summary>
internal static class TableGrid
{
    private const int RowsBetweenLooks = 64;
    private const string NoHeader = "the table has no header";
    private const string OtherNumber = "a row has another number of cells than the header";

    /// <summary>Its rows.</summary>
    public static IEnumerable<IRow> Read(HtmlPage page, PageDefinition definition)
    {
        var grid = definition.Grid!;
        var table = (IHtmlTableElement)page.TheOne<IHtmlTableElement>(definition, grid.Table!, "the table");
        var data = Data(table, grid, definition);
        var headings = HeadingsOf(table, grid, definition, data);
        var columns = new Columns(definition, headings);
        if (data.Count % grid.Lines != 0)
        {
            throw ChangedPage.Of(definition, "a row has another number of lines than the definition says");
        }

        return grid.Lines > 1 ? Blocks(page, definition, columns, headings.Width, data)
            : grid.Spans == Spans.Repeat ? Spreading(page, definition, columns, headings.Width, data)
            : Plain(page, definition, columns, headings.Width, data);
    }

    private static IEnumerable<IRow> Plain(
        HtmlPage page, PageDefinition definition, Columns columns, int width, List<(IHtmlTableRowElement Row, Cells Cells)> data)
    {
        for (var index = 0; index < data.Count; index++)
        {
            var (row, cells) = data[index];
            if (cells.Count != width || cells.Exists(TableCells.Spans))
            {
                throw ChangedPage.Of(definition, OtherNumber);
            }

            LookAtTheClock(page, index);
            yield return new LineRow(page, columns, row, cells);
        }
    }

    private static IEnumerable<IRow> Spreading(
        HtmlPage page, PageDefinition definition, Columns columns, int width, List<(IHtmlTableRowElement Row, Cells Cells)> data)
    {
        if (data.Count == 0)
        {
            yield break;
        }

        var spread = SpreadOf(definition, data, width);
        for (var index = 0; index < spread.Length; index++)
        {
            LookAtTheClock(page, index);
            yield return new LineRow(page, columns, data[index].Row, spread[index]);
        }
    }

    private static IEnumerable<IRow> Blocks(
        HtmlPage page, PageDefinition definition, Columns columns, int width, List<(IHtmlTableRowElement Row, Cells Cells)> data)
    {
        foreach (var block in data.Chunk(definition.Grid!.Lines))
        {
            LookAtTheClock(page, 0);
            yield return new BlockRow(page, columns, Array.ConvertAll(block, line => line.Row), SpreadOf(definition, block, width));
        }
    }

    private static IHtmlTableCellElement[][] SpreadOf(
        PageDefinition definition, IEnumerable<(IHtmlTableRowElement Row, Cells Cells)> lines, int width) =>
        Spread.Of([.. lines.Select(line => line.Row)]) is { } spread && spread[0].Length == width
            ? spread
            : throw ChangedPage.Of(definition, OtherNumber);

    private static void LookAtTheClock(HtmlPage page, int index)
    {
        if (index % RowsBetweenLooks == 0)
        {
            page.CheckTime();
        }
    }

    // The rows of its bodies, without those that tell of nobody; a table without thead has its headings among them.
    private static List<(IHtmlTableRowElement Row, Cells Cells)> Data(IHtmlTableElement table, GridShape grid, PageDefinition definition)
    {
        var headings = table.Head is null ? grid.Header ?? 0 : 0;
        var data = new List<(IHtmlTableRowElement, Cells)>();
        foreach (var body in table.Bodies)
        {
            if (!TableCells.AreShown(body))
            {
                continue;
            }

            foreach (var row in TableCells.RowsOf(body))
            {
                if (!TableCells.AreShown(row))
                {
                    continue;
                }

                var cells = TableCells.Of(row);
                if (SkippedOnes.Are(grid, row, cells.Count == 0 ? null : cells[0]))
                {
                    continue;
                }

                if (data.Count >= headings)
                {
                    if (cells.TrueForAll(cell => cell is IHtmlTableHeaderCellElement))
                    {
                        // The headings once more.
                        continue;
                    }

                    if (grid.Rows is not null && !ElementIndex.Matches(row, grid.Rows))
                    {
                        throw ChangedPage.Of(definition, "there is something between the rows");
                    }
                }

                data.Add((row, cells));
            }
        }

        return data;
    }

    private static Headings HeadingsOf(
        IHtmlTableElement table, GridShape grid, PageDefinition definition, List<(IHtmlTableRowElement Row, Cells Cells)> data)
    {
        var header = grid.Header ?? 1;
        var head = table.Head?.Rows.Where(TableCells.AreShown).ToList() ?? [];
        if (table.Head is null && grid.Header is > 0 && data.Count >= header)
        {
            head = data[..header].ConvertAll(line => line.Row);
            data.RemoveRange(0, header);
        }

        if (head.Count != header)
        {
            throw ChangedPage.Of(definition, head.Count == 0 ? NoHeader : "the table has several rows of headers");
        }

        if (header == 0)
        {
            return new Headings([], data.Count == 0 ? 0 : data[0].Cells.Sum(cell => cell.ColumnSpan), grid.Lines);
        }

        IHtmlTableCellElement[][]? cells = header == 1 && grid.Lines == 1 ? PlainHeadings(head[0], definition) : Spread.Of(head);
        return cells is null
            ? throw ChangedPage.Of(definition, "the headings leave a gap")
            : new Headings(cells, cells[0].Length, grid.Lines);
    }

    private static IHtmlTableCellElement[][] PlainHeadings(IHtmlTableRowElement row, PageDefinition definition)
    {
        var cells = TableCells.Of(row);
        return cells.Exists(TableCells.Spans)
            ? throw ChangedPage.Of(definition, "a header stands above several columns")
            : [[.. cells]];
    }
}
