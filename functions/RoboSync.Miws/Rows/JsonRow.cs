using System.Text.Json;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Rows;

/// <summary>An object of a JSON document. A number is taken by its digits, whatever their count.</summary>
/// <param name="element">The object.</param>
/// <param name="opened">The page that led to it.</param>
internal sealed class JsonRow(JsonElement element, HtmlPage opened) : IRow
{
    /// <inheritdoc/>
    public DateOnly Today => opened.Today;

    /// <inheritdoc/>
    public IReadingTrace? Trace => opened.Trace;

    /// <inheritdoc/>
    public CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept)
    {
        var found = JsonGrid.Find(element, place.Path!)
            ?? throw ChangedPage.Of(definition, $"the path of field {name} is missing");
        return found.ValueKind switch
        {
            JsonValueKind.String => Text(found.GetString()!),
            JsonValueKind.Number => Number(found.GetRawText()),
            JsonValueKind.Null => new CellReading("", null),
            JsonValueKind.True or JsonValueKind.False => new CellReading(found.GetRawText(), null),
            _ => new CellReading("", "a list"),
        };
    }

    private static CellReading Number(string digits) =>
        digits.Contains('e', StringComparison.OrdinalIgnoreCase) ? new CellReading("", "a number that is not written out")
            : new CellReading(digits, null);

    private static CellReading Text(string text) =>
        new(SeenText.Tidy(text), null) { HasLines = text.AsSpan().Trim().Contains('\n') };
}
