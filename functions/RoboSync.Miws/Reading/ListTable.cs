using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Reading;

/// <summary>The grid of a list: one row of headers, and rows of as many cells. Hidden rows and cells are none.</summary>
internal static class ListTable
{
    private const int RowsBetweenLooks = 64;

    /// <summary>The rows, each with all its fields.</summary>
    public static List<FieldValues> Read(HtmlPage page, PageDefinition definition)
    {
        var table = PageReader.TheTable(page, definition, definition.List!.Table, "the table");
        var headers = Headers(table, definition);
        var columns = definition.Fields!.Select(
            field => (Name: field.Key, Field: field.Value, Index: Column(headers, definition, field.Key, field.Value))).ToList();
        var rows = new List<FieldValues>();
        foreach (var row in table.Bodies.Where(TableCells.AreShown).SelectMany(body => body.Rows).Where(TableCells.AreShown))
        {
            var cells = TableCells.Of(row);
            if (cells.TrueForAll(cell => cell is IHtmlTableHeaderCellElement))
            {
                // The headers once more.
                continue;
            }

            if (cells.Count != headers.Count || cells.Exists(Spans))
            {
                throw PageReader.Changed(definition, "a row has another number of cells than the header");
            }

            var values = new FieldValues();
            foreach (var (name, field, index) in columns)
            {
                FieldReader.Read(values, definition, name, field, cells[index]);
            }

            rows.Add(values);
            if (rows.Count % RowsBetweenLooks == 0)
            {
                page.CheckTime();
            }
        }

        return rows;
    }

    private static List<string> Headers(IHtmlTableElement table, PageDefinition definition)
    {
        var rows = table.Head?.Rows.Where(TableCells.AreShown).ToList() ?? [];
        if (rows.Count != 1)
        {
            throw PageReader.Changed(definition, rows.Count == 0 ? "the table has no header" : "the table has several rows of headers");
        }

        var cells = TableCells.Of(rows[0]);
        return cells.Exists(Spans)
            ? throw PageReader.Changed(definition, "a header stands above several columns")
            : cells.ConvertAll(cell => SeenText.Of(cell));
    }

    private static int Column(List<string> headers, PageDefinition definition, string name, FieldDefinition field)
    {
        var found = Enumerable.Range(0, headers.Count).Where(index => field.Column!.Contains(headers[index])).ToList();
        return found.Count switch
        {
            0 => throw PageReader.Changed(definition, $"the column of field {name} is missing"),
            1 => found[0],
            _ => throw PageReader.Changed(definition, $"there are several columns of field {name}"),
        };
    }

    private static bool Spans(IHtmlTableCellElement cell) => TableCells.SpansColumns(cell) || TableCells.SpansRows(cell);
}
