using System.Text.Json;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>An object of a JSON document. A number is taken by its digits, whatever their count.</summary>
internal sealed class JsonRow(JsonElement element, DateOnly today) : IRow
{
    /// <inheritdoc/>
    public DateOnly Today => today;

    /// <inheritdoc/>
    public CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept)
    {
        var found = JsonGrid.Find(element, place.Path!)
            ?? throw ChangedPage.Of(definition, $"the path of field {name} is missing");
        return found.ValueKind switch
        {
            JsonValueKind.String => Text(found.GetString()!),
            JsonValueKind.Number => new CellReading(found.GetRawText(), null),
            JsonValueKind.Null => new CellReading("", null),
            JsonValueKind.True or JsonValueKind.False => new CellReading(found.GetRawText(), null),
            _ => new CellReading("", "a list"),
        };
    }

    private static CellReading Text(string text) =>
        new(SeenText.Tidy(text), null) { HasLines = text.AsSpan().Trim().Contains('\n') };
}
