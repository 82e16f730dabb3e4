using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;

namespace RoboSync.Miws.Fields;

/// <summary>
/// From what stands at a field's place to its value. What is in doubt, a word that the definition does not know and an id that is none are
/// a changed site; a value that does not fit is that person's matter alone, until there are many.
/// </summary>
internal static class FieldReader
{
    /// <summary>Reads all fields of a row.</summary>
    public static FieldValues Read(IRow row, PageDefinition definition)
    {
        var fields = definition.All;
        var values = new FieldValues(fields);
        var today = row.Today;
        var trace = row.Trace;
        trace?.Row();
        var index = 0;
        foreach (var (name, field, isKept) in fields.Fields.AsSpan())
        {
            var fits = Fits(values, index, definition, name, field, TextOf(row, definition, name, field, isKept), today);
            if (!fits)
            {
                values.SetUnfit(name);
            }

            trace?.Value(name, values.At(index), fits);
            index++;
        }

        return values;
    }

    private static bool Fits(
        FieldValues values, int index, PageDefinition definition, string name, FieldDefinition field, string? text, DateOnly today)
    {
        if (text is null)
        {
            RefuseKey(definition, name, field, "holds nothing of the pattern");
            return false;
        }

        var mayBeBlank = text.Length == 0 || definition.Page!.BlankWords.MayContain(text) || field.BlankWords.MayContain(text);
        var narrow = field.IsText && field.Allowed is null && !mayBeBlank ? text : Words.Narrow(text);
        if (mayBeBlank
            && (text.Length == 0 || definition.Page!.BlankWords.Contain(narrow) || field.BlankWords.Contain(narrow)))
        {
            return FitsBlank(values, index, definition, name, field);
        }

        if (field.Allowed is { } allowed)
        {
            text = narrow = allowed.Find(narrow)
                ?? throw ChangedPage.Of(definition, $"field {name} is a word that the definition does not know");
        }

        if (FieldKinds.Fits(field.Kind, text) && Conversions.Apply(field, field.IsText ? text : narrow, today) is { } value)
        {
            values.Set(index, value);
            return true;
        }

        RefuseKey(definition, name, field, "is no number");
        return false;
    }

    /// <summary>The text of a field; null where it holds nothing of the pattern, or some of its parts only.</summary>
    private static string? TextOf(IRow row, PageDefinition definition, string name, FieldDefinition field, bool isKept) =>
        field.Join is { } parts
            ? Joined(row, definition, name, field, parts, isKept)
            : TextParts.Of(field, PartOf(row, definition, name, field, field.Kind, isKept));

    private static string? Joined(
        IRow row, PageDefinition definition, string name, FieldDefinition field, FieldDefinition[] parts, bool isKept)
    {
        var texts = Array.ConvertAll(
            parts,
            part => TextParts.Of(part, PartOf(row, definition, name, part, field.Kind, isKept)));
        return Array.Exists(texts, text => text is null) ? null
            : Array.TrueForAll(texts, text => IsBlank(definition, text!)) ? ""
            : Array.Exists(texts, text => IsBlank(definition, text!)) ? null
            : TextParts.Of(field, string.Join(field.Separator ?? " ", texts));
    }

    private static string PartOf(IRow row, PageDefinition definition, string name, FieldDefinition place, string? kind, bool isKept)
    {
        var reading = row.Read(definition, name, place, isKept);
        var doubt = reading.Doubt ?? (reading.HasLines && FieldKinds.IsOneLine(kind) ? "several lines" : null);
        return doubt is null ? reading.Text
            : throw ChangedPage.Of(definition, $"field {name} is not certain: its cell holds {doubt}");
    }

    private static bool IsBlank(PageDefinition definition, string text) =>
        text.Length == 0 || definition.Page!.BlankWords.Contain(Words.Narrow(text));

    private static void RefuseKey(PageDefinition definition, string name, FieldDefinition field, string what)
    {
        if (field.Convert == "id" || definition.Row?.Keep?.ContainsKey(name) is true)
        {
            throw ChangedPage.Of(definition, $"field {name} {what}");
        }
    }

    private static bool FitsBlank(FieldValues values, int index, PageDefinition definition, string name, FieldDefinition field)
    {
        // A request with nothing in the place of its key would be of somebody else.
        if (definition.Row?.Keep?.ContainsKey(name) is true)
        {
            throw ChangedPage.Of(definition, $"field {name} is kept and blank");
        }

        if (field.Allowed?.Find("") is { } value)
        {
            values.Set(index, new FieldValue(value));
            return true;
        }

        return !field.Required;
    }
}
