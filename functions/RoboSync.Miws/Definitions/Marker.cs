using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RoboSync.Miws.Definitions;

/// <summary>An element that a person sees, and text that it must contain.</summary>
internal sealed record Marker(string Selector, string? Contains)
{
    private string? narrow;

    /// <summary>The text, by the letters alone.</summary>
    [JsonIgnore]
    public string? ContainsNarrow => Contains is null ? null : narrow ??= Words.Narrow(Contains);
}

/// <summary>An element, and the part of its text that is the value.</summary>
/// <param name="Selector">The element.</param>
/// <param name="Pattern">One group, the value; null for the whole text.</param>
/// <param name="Path">The plain path in a JSON document, in the place of an element.</param>
internal sealed record Capture(string Selector, string? Pattern, string? Path)
{
    private Regex? regex;

    /// <summary>The pattern, which takes time in proportion to the text's length.</summary>
    [JsonIgnore]
    public Regex Regex => regex ??= new Regex(Pattern ?? "^(.*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}

/// <summary>Words that must not be read in a part of the page, its rows aside: they say that it is not whole.</summary>
internal sealed record Forbidden(string Selector, string[] Words);
