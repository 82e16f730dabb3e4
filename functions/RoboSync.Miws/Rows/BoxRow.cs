using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>A row that is an element of its own, with terms in it.</summary>
internal sealed class BoxRow(HtmlPage page, IElement element) : HtmlRow(page)
{
    private SectionTerms? terms;

    /// <inheritdoc/>
    protected override IElement? CellOf(PageDefinition definition, string name, FieldDefinition place) =>
        place.Term is null ? null : (terms ??= SectionTerms.Of(element, TermElement.Th)).CellOf(definition, name, place);

    /// <inheritdoc/>
    protected override IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place) => [element];
}
