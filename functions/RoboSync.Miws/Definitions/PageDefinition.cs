using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Definitions;

/// <summary>What a page looks like, as data (docs/page-definition.schema.json).</summary>
/// <param name="Name">Which page.</param>
/// <param name="Path">Path and query, with {year}, {page} and {number}.</param>
/// <param name="Marker">Proof that this is the page that was asked for.</param>
/// <param name="Gone">How the site itself says that there is no such person or seminar (any more).</param>
/// <param name="Blank">Words that stand for nothing, such as （未登録）.</param>
/// <param name="List">What makes it a list.</param>
/// <param name="Fields">Its fields, by name.</param>
/// <param name="Site">What is the same on all pages.</param>
internal sealed record PageDefinition(
    string Name, string? Path, Marker? Marker, Marker? Gone, string[]? Blank, ListShape? List, Dictionary<string, FieldDefinition>? Fields,
    SiteShape? Site);

/// <summary>An element that a person sees, and text that it must contain.</summary>
internal sealed record Marker(string Selector, string? Contains);

/// <summary>An element, and the part of its text that is the value.</summary>
internal sealed record Capture(string Selector, string Pattern)
{
    private Regex? regex;

    /// <summary>The pattern, which takes time in proportion to the text's length.</summary>
    [JsonIgnore]
    public Regex Regex => regex ??= new Regex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}

/// <summary>Words that must not be read in a part of the page, its list aside: they say that the list is not whole.</summary>
internal sealed record Forbidden(string Selector, string[] Words);

/// <summary>What makes a page a list.</summary>
internal sealed record ListShape(Capture Total, Marker Empty, Marker Next, string Table, Forbidden? Forbid);

/// <summary>Where a field stands, and how its text becomes a value.</summary>
/// <param name="Column">Headers of its column; exactly one of them must be there, once.</param>
/// <param name="Table">Its definition table.</param>
/// <param name="Term">Headings of its row; exactly one of them must be there, once.</param>
/// <param name="Required">Whether it may not be blank.</param>
/// <param name="Convert">Named conversion.</param>
/// <param name="Kind">What its text must look like.</param>
/// <param name="OneOf">The only words that it may be.</param>
/// <param name="Map">Which word of the site means which value; the only words that it may be.</param>
internal sealed record FieldDefinition(
    string[]? Column, string? Table, string[]? Term, bool Required, string? Convert, string? Kind, string[]? OneOf,
    Dictionary<string, string>? Map);

/// <summary>
/// What is the same on all pages, and how to sign in. A definition put up by hand may be older than <c>NoPermission</c> and <c>End</c>.
/// </summary>
internal sealed record SiteShape(
    Marker SignedIn, Capture DisplayYear, Marker LoginPage, Marker Maintenance, Marker Challenge, Marker? NoPermission, string? End,
    SignInShape SignIn)
{
    /// <summary>Origins that the site spreads over besides the account's own, for example of its sign-in; null for none.</summary>
    public string[]? Origins { get; init; }

    /// <summary>What stands at the end of every page that was not cut short.</summary>
    [JsonIgnore]
    public string EndOfPage => End ?? "</html>";
}

/// <summary>The sign-in form, and how the site refuses.</summary>
internal sealed record SignInShape(string Path, string Form, string LoginIdField, string PasswordField, Refusal[] Refusals);

/// <summary>A refusal and what it means.</summary>
internal sealed record Refusal(FailureCode Failure, string Selector, string? Contains);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PageDefinition))]
internal sealed partial class PageDefinitionJson : JsonSerializerContext;
