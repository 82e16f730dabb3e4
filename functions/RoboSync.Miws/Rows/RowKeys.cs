using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Rows;

/// <summary>What makes a row distinct.</summary>
internal static class RowKeys
{
    private const char Between = '\u001F';

    /// <summary>The key of a row.</summary>
    public static string Of(FieldValues row, PageDefinition definition)
    {
        var key = definition.Row?.Key;
        return key is null
            ? row.Find(DefinitionNeeds.NumberOf(definition)) ?? ""
            : string.Join(Between, key.Select(name => row.Find(name) ?? ""));
    }

    /// <summary>Throws where a page shows a row twice that its definition says is distinct.</summary>
    public static void RequireDistinct(IReadOnlyCollection<FieldValues> rows, PageDefinition definition)
    {
        if (definition.Row?.Key is not null
            && rows.Select(row => Of(row, definition)).ToHashSet(StringComparer.Ordinal).Count != rows.Count)
        {
            throw ChangedPage.Of(definition, "it shows a row twice");
        }
    }
}
