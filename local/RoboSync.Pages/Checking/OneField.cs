using RoboSync.Miws.Definitions;

namespace RoboSync.Pages.Checking;

/// <summary>A definition of one field alone, or of none, to be read by the reader of a run.</summary>
internal static class OneField
{
    /// <summary>The definition without fields: its grid and what proves it.</summary>
    public static PageDefinition None(PageDefinition definition) => With(definition, [], null);

    /// <summary>The definition with one of its fields.</summary>
    public static PageDefinition Of(PageDefinition definition, string name, bool isKept)
    {
        var one = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal)
        {
            [name] = Copy((isKept ? definition.Row!.Keep : definition.Fields)![name]),
        };
        return isKept ? With(definition, [], new RowShape { Keep = one }) : With(definition, one, null);
    }

    // A new one: a copy by `with` would keep the numbering of the fields.
    private static PageDefinition With(PageDefinition definition, Dictionary<string, FieldDefinition> fields, RowShape? row) => new(
        definition.Version, definition.Name, definition.Per, definition.Page, definition.List, definition.Grid, row, definition.Sections,
        fields, definition.Site);

    private static FieldDefinition Copy(FieldDefinition field) =>
        field with { Join = field.Join is null ? null : [.. field.Join.Select(Copy)] };
}
