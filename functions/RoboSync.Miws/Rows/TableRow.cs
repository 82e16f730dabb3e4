using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>A row of a table: one line, or several that belong together.</summary>
/// <param name="page">The page.</param>
/// <param name="columns">Where each field stands.</param>
/// <param name="elements">Its elements.</param>
/// <param name="lines">Its cells by line and column.</param>
internal sealed class TableRow(
    HtmlPage page, Columns columns, IReadOnlyList<IElement> elements, IReadOnlyList<IReadOnlyList<IHtmlTableCellElement>> lines)
    : HtmlRow(page)
{
    /// <inheritdoc/>
    protected override IElement? CellOf(PageDefinition definition, string name, FieldDefinition place)
    {
        if (columns.Of(place) is not { } places)
        {
            return null;
        }

        var cell = lines[places[0].Line][places[0].Column];
        for (var index = 1; index < places.Count; index++)
        {
            if (!ReferenceEquals(lines[places[index].Line][places[index].Column], cell))
            {
                throw ChangedPage.Of(definition, $"the heading of field {name} stands above several cells");
            }
        }

        return cell;
    }

    /// <inheritdoc/>
    protected override IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place) => elements;
}
