using System.Globalization;
using AngleSharp.Dom;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Reading;

/// <summary>Fields of one row or page, by name; canonical text, null where the page leaves it blank.</summary>
internal sealed class FieldValues
{
    private readonly Dictionary<string, string?> values = new(StringComparer.Ordinal);

    /// <summary>The first field whose value does not fit; null where all fit.</summary>
    public string? Unfit { get; private set; }

    public void Set(string name, string? value) => values[name] = value;

    public void SetUnfit(string name) => Unfit ??= name;

    public string? Find(string name) => values[name];

    public string Text(string name) => values[name]!;

    public DateOnly Date(string name) => DateOnly.ParseExact(Text(name), Conversions.Day, CultureInfo.InvariantCulture);

    public DateTime Time(string name) => DateTime.ParseExact(Text(name), Conversions.Minute, CultureInfo.InvariantCulture);

    /// <summary>The time; null where it is blank, or where the definition names no such field.</summary>
    public DateTime? FindTime(string name) => values.GetValueOrDefault(name) is null ? null : Time(name);

    public int Integer(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);
}

/// <summary>
/// From a cell to a field's value. A value in doubt, a word that the definition does not know and an id that is none are a changed site; a
/// value that does not fit is that person's matter alone, until there are many.
/// </summary>
internal static class FieldReader
{
    /// <summary>Reads a field from its cell into the values.</summary>
    public static void Read(FieldValues values, PageDefinition definition, string name, FieldDefinition field, IElement cell)
    {
        var reading = CellValue.Read(cell);
        var (text, doubt) = reading;
        doubt ??= reading.HasLines && FieldKinds.IsOneLine(field.Kind) ? "several lines" : null;
        if (doubt is not null)
        {
            throw PageReader.Changed(definition, $"field {name} is not certain: its cell holds {doubt}");
        }

        if (text.Length == 0 || definition.Blank?.Contains(text) is true)
        {
            SetBlank(values, name, field);
            return;
        }

        if ((field.Map is not null && !field.Map.ContainsKey(text)) || (field.OneOf is not null && !field.OneOf.Contains(text)))
        {
            throw PageReader.Changed(definition, $"field {name} is a word that the definition does not know");
        }

        var value = FieldKinds.Fits(field.Kind, text) ? Conversions.Apply(field.Convert, field.Map is null ? text : field.Map[text]) : null;
        if (value is not null)
        {
            values.Set(name, value);
        }
        else if (field.Convert == "id")
        {
            throw PageReader.Changed(definition, $"field {name} is no number");
        }
        else
        {
            values.SetUnfit(name);
        }
    }

    private static void SetBlank(FieldValues values, string name, FieldDefinition field)
    {
        values.Set(name, null);
        if (field.Required)
        {
            values.SetUnfit(name);
        }
    }
}
