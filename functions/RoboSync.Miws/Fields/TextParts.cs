using System.Text.RegularExpressions;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using Capture = RoboSync.Miws.Definitions.Capture;

namespace RoboSync.Miws.Fields;

/// <summary>Which part of a text is the field's: by its pattern, and without what stands before and behind it.</summary>
internal static class TextParts
{
    /// <summary>The part; null where the text holds nothing of the pattern, or more than one thing.</summary>
    public static string? Of(FieldDefinition field, string text)
    {
        if (text.Length == 0 || (field.Capture is null && field.TrimPrefix is null && field.TrimSuffix is null))
        {
            return text;
        }

        return Captured(field, text) is { } part ? TrimSuffix(field.TrimSuffix, TrimPrefix(field.TrimPrefix, part)) : null;
    }

    /// <summary>The group of a pattern; of several that it finds all must be the same.</summary>
    public static string? Captured(Capture capture, string text)
    {
        string? found = null;
        foreach (Match match in capture.Regex.Matches(text))
        {
            var value = match.Groups[1].Value;
            if (found is not null && found != value)
            {
                return null;
            }

            found = value;
        }

        return found;
    }

    /// <summary>Cuts off the first of some beginnings that a text has.</summary>
    public static string TrimPrefix(string[]? prefixes, string text) =>
        Array.Find(prefixes ?? [], prefix => text.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix
            ? SeenText.Tidy(text[prefix.Length..])
            : text;

    /// <summary>Cuts off the first of some ends that a text has.</summary>
    public static string TrimSuffix(string[]? suffixes, string text) =>
        Array.Find(suffixes ?? [], suffix => text.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
            ? SeenText.Tidy(text[..^suffix.Length])
            : text;

    private static string? Captured(FieldDefinition field, string text) =>
        field.Capture is null ? text : Captured(field.Capture, field.IsText ? text : Words.Narrow(text));
}
