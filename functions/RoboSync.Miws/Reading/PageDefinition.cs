using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Reading;

/// <summary>What a page looks like, as data (docs/page-definition.schema.json).</summary>
internal sealed record PageDefinition(
    string Name, string? Path, Marker? Marker, ListShape? List, Dictionary<string, FieldDefinition>? Fields, SiteShape? Site);

/// <summary>An element, and text that it must contain.</summary>
internal sealed record Marker(string Selector, string? Contains);

/// <summary>An element, and the part of its text that is the value.</summary>
internal sealed record Capture(string Selector, string Pattern);

/// <summary>What makes a page a list.</summary>
internal sealed record ListShape(Capture Total, Marker Empty, Marker Next, string Table);

/// <summary>Where a field stands, and how its text becomes a value.</summary>
internal sealed record FieldDefinition(
    string[]? Column, string? Table, string[]? Term, bool Required, string? Convert, Dictionary<string, string>? Map);

/// <summary>What is the same on all pages, and how to sign in. A definition put up by hand may be older than <c>NoPermission</c>.</summary>
internal sealed record SiteShape(
    Marker SignedIn, Capture DisplayYear, Marker LoginPage, Marker Maintenance, Marker Challenge, Marker? NoPermission, SignInShape SignIn)
{
    /// <summary>Origins that the site spreads over besides the account's own, for example of its sign-in; null for none.</summary>
    public string[]? Origins { get; init; }
}

/// <summary>The sign-in form, and how the site refuses.</summary>
internal sealed record SignInShape(string Path, string Form, string LoginIdField, string PasswordField, Refusal[] Refusals);

/// <summary>A refusal and what it means.</summary>
internal sealed record Refusal(FailureCode Failure, string Selector, string? Contains);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PageDefinition))]
internal sealed partial class PageDefinitionJson : JsonSerializerContext;
