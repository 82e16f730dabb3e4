using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>A row of a table, whose cells are found by their headings.</summary>
internal abstract class TableRow(HtmlPage page, Columns columns) : HtmlRow(page)
{
    /// <inheritdoc/>
    protected sealed override IElement? CellOf(PageDefinition definition, string name, FieldDefinition place)
    {
        if (columns.Of(place) is not { } places)
        {
            return null;
        }

        var cell = CellAt(places[0]);
        for (var index = 1; index < places.Length; index++)
        {
            if (!ReferenceEquals(CellAt(places[index]), cell))
            {
                throw ChangedPage.Of(definition, $"the heading of field {name} stands above several cells");
            }
        }

        return cell;
    }

    /// <summary>The cell at a line and a column.</summary>
    protected abstract IHtmlTableCellElement CellAt((int Line, int Column) place);
}

/// <summary>A row of one line.</summary>
internal sealed class LineRow(HtmlPage page, Columns columns, IElement row, IReadOnlyList<IHtmlTableCellElement> cells)
    : TableRow(page, columns)
{
    /// <inheritdoc/>
    protected override IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place) => [row];

    /// <inheritdoc/>
    protected override IHtmlTableCellElement CellAt((int Line, int Column) place) => cells[place.Column];
}

/// <summary>A row of several lines that belong together.</summary>
internal sealed class BlockRow(HtmlPage page, Columns columns, IReadOnlyList<IElement> rows, IHtmlTableCellElement[][] lines)
    : TableRow(page, columns)
{
    /// <inheritdoc/>
    protected override IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place) => rows;

    /// <inheritdoc/>
    protected override IHtmlTableCellElement CellAt((int Line, int Column) place) => lines[place.Line][place.Column];
}
