using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Rows;

/// <summary>A row of elements: a field's cell, or an element in it or in the row.</summary>
internal abstract class HtmlRow(HtmlPage page) : IRow
{
    /// <inheritdoc/>
    public DateOnly Today => page.Today;

    /// <inheritdoc/>
    public IReadingTrace? Trace => page.Trace;

    /// <summary>The page that it stands on.</summary>
    protected HtmlPage Page => page;

    /// <inheritdoc/>
    public CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept)
    {
        var cell = CellOf(definition, name, place);
        if (place.Selector is null && place.Attribute is null && !isKept)
        {
            return Told(name, cell!, CellValue.Read(cell!));
        }

        var element = place.Selector is null ? cell! : ElementOf(definition, name, place, isKept, cell);
        return Told(name, element, place.Attribute is { } attribute ? OfAttribute(element, attribute)
            : isKept
                ? new CellReading(
                    SeenText.Tidy(element.LocalName == "input" ? element.GetAttribute("value") ?? "" : element.TextContent), null)
            : CellValue.ReadElement(element, cell));
    }

    /// <summary>The cell of a place; null where the place names none.</summary>
    protected abstract IElement? CellOf(PageDefinition definition, string name, FieldDefinition place);

    /// <summary>Where the element of a place is looked for that names no cell.</summary>
    protected abstract IEnumerable<IElement> Around(PageDefinition definition, string name, FieldDefinition place);

    private CellReading Told(string name, IElement element, CellReading reading)
    {
        page.Trace?.Place(name, element, reading);
        return reading;
    }

    private IElement ElementOf(PageDefinition definition, string name, FieldDefinition place, bool isKept, IElement? cell)
    {
        var around = cell is null ? Around(definition, name, place) : [cell];
        var found = around.SelectMany(element => ElementIndex.Within(element, place.Selector!))
            .Where(element => isKept || Sighting.IsSeen(element)).ToList();
        return place.Nth is { } nth
            ? nth <= found.Count ? found[nth - 1] : throw ChangedPage.Of(definition, $"there are too few elements of field {name}")
            : found.Count switch
            {
                1 => found[0],
                0 => throw ChangedPage.Of(definition, $"the element of field {name} is missing"),
                _ => throw ChangedPage.Of(definition, $"there are several elements of field {name}"),
            };
    }

    private static CellReading OfAttribute(IElement element, string attribute) => element.GetAttribute(attribute) is { } text
        ? new CellReading(SeenText.Tidy(text), null)
        : new CellReading("", "nothing of the attribute");
}
