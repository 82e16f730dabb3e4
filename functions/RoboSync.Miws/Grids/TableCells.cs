using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>
/// The cells of a row that the page does not hide. One that may be hidden stays: what it says is then in doubt, or a cell too many.
/// </summary>
internal static class TableCells
{
    /// <summary>The cells, in their order.</summary>
    public static List<IHtmlTableCellElement> Of(IHtmlTableRowElement row)
    {
        var children = row.ChildNodes;
        var cells = new List<IHtmlTableCellElement>(children.Length);
        for (var index = 0; index < children.Length; index++)
        {
            if (children[index] is IHtmlTableCellElement cell && (cell.Attributes.Length == 0 || Sighting.Of(cell) != Sight.Hidden))
            {
                cells.Add(cell);
            }
        }

        return cells;
    }

    /// <summary>The rows of a table itself, in the order of the page; those of a table within it are none.</summary>
    public static IEnumerable<IHtmlTableRowElement> RowsOf(IElement table)
    {
        var children = table.ChildNodes;
        for (var index = 0; index < children.Length; index++)
        {
            if (children[index] is IHtmlTableRowElement row)
            {
                yield return row;
            }
            else if (children[index] is IHtmlTableSectionElement section)
            {
                var rows = section.ChildNodes;
                for (var inner = 0; inner < rows.Length; inner++)
                {
                    if (rows[inner] is IHtmlTableRowElement within)
                    {
                        yield return within;
                    }
                }
            }
        }
    }

    /// <summary>Whether the page does not hide an element.</summary>
    public static bool AreShown(IElement element) => Sighting.Of(element) != Sight.Hidden;

    /// <summary>Whether a cell stands in several rows or columns.</summary>
    public static bool Spans(IHtmlTableCellElement cell) => SpansColumns(cell) || SpansRows(cell);

    /// <summary>Whether a cell stands in several columns.</summary>
    public static bool SpansColumns(IHtmlTableCellElement cell) =>
        cell.Attributes.Length > 0 && cell.HasAttribute("colspan") && cell.ColumnSpan != 1;

    /// <summary>Whether a cell stands in several rows.</summary>
    public static bool SpansRows(IHtmlTableCellElement cell) =>
        cell.Attributes.Length > 0 && cell.HasAttribute("rowspan") && cell.RowSpan != 1;
}
