using System.Text.Json;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;

namespace RoboSync.Miws.Grids;

/// <summary>The grid of a JSON document: an array of objects at a plain path.</summary>
internal static class JsonGrid
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The document.</summary>
    /// <exception cref="Sync.Failures.SyncException">It is none.</exception>
    public static JsonElement Open(string text, PageDefinition definition)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Its message may quote the document.
            throw ChangedPage.Of(definition, "it is no JSON");
        }
    }

    /// <summary>Its rows.</summary>
    public static IEnumerable<IRow> Read(JsonElement document, PageDefinition definition, HtmlPage opened) =>
        Find(document, definition.Grid!.Path!) is { ValueKind: JsonValueKind.Array } rows
            ? rows.EnumerateArray().Select(row => (IRow)new JsonRow(row, opened))
            : throw ChangedPage.Of(definition, "the array of its rows is missing");

    /// <summary>What stands at a plain path of names and dots; null where nothing does.</summary>
    public static JsonElement? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
