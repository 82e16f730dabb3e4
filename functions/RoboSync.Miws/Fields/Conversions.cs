using System.Globalization;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Fields;

/// <summary>The named conversions: from a text in NFKC to a value, or null where it is none.</summary>
internal static class Conversions
{
    private const int LongestId = 64;
    private const string Dashed = "dashed";

    /// <summary>Converts a field's text.</summary>
    /// <param name="field">The field, with its conversion and the named forms that it may have.</param>
    /// <param name="text">The text, in NFKC unless it stays a text.</param>
    /// <param name="today">Today in Japan.</param>
    public static FieldValue? Apply(FieldDefinition field, string text, DateOnly today) => field.Convert switch
    {
        null or "text" => new FieldValue(text),
        "id" => IsId(text, field.Formats) ? new FieldValue(text) : null,
        "date" => DateText.Day(text, field.Formats, today) is { } day ? new FieldValue(text, day) : null,
        "dateTime" => DateText.Minute(text, field.Formats, today) is { } minute ? new FieldValue(text, minute) : null,
        "yearMonth" => DateText.Month(text, field.Formats) is { } month ? new FieldValue(text, month) : null,
        "integer" => NumberText.Count(text) is { } number ? new FieldValue(number.ToString(CultureInfo.InvariantCulture)) : null,
        var name => throw new ArgumentOutOfRangeException(nameof(field), name, "The schema allows no such conversion."),
    };

    private static bool IsId(string text, string[]? formats)
    {
        var mayHaveDashes = formats is not null && Array.IndexOf(formats, Dashed) >= 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !(mayHaveDashes && character is ('-' or '_')))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestId;
    }
}
