using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>The page of one person: sections with terms in them.</summary>
internal sealed class DetailRow(HtmlPage page) : HtmlRow(page)
{
    private readonly Dictionary<string, (IElement Element, SectionTerms Terms)> sections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override IElement? CellOf(PageDefinition definition, string name, FieldDefinition place) =>
        place.Term is null ? null : SectionOf(definition, place.Section!).Terms.CellOf(definition, name, place);

    /// <inheritdoc/>
    protected override IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place) =>
        place.Section is null ? [Page.Document.DocumentElement] : [SectionOf(definition, place.Section).Element];

    private (IElement Element, SectionTerms Terms) SectionOf(PageDefinition definition, string name)
    {
        if (!sections.TryGetValue(name, out var section))
        {
            var shape = definition.Sections![name];
            var element = Sections.Find(Page, definition, name, shape);
            sections[name] = section = (element, SectionTerms.Of(element, shape.Terms));
        }

        return section;
    }
}
