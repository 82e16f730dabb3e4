using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace RoboSync.Miws.Definitions;

/// <summary>
/// Reads a definition and finds everything that is wrong with it before a run reads by it: JSON, schema, selectors, patterns,
/// placeholders, and whether the code gets what it needs. Mistakes are told in words, each with its place.
/// </summary>
internal static class DefinitionCheck
{
    private const int LongestText = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly Lazy<Task<JsonSchema>> Schema =
        new(async () => await JsonSchema.FromJsonAsync(await Resources.ReadAsync("page-definition.schema.json")));

    /// <summary>The definition, or null and its mistakes. One of version 1 is read too.</summary>
    public static async Task<(PageDefinition? Definition, IReadOnlyList<string> Mistakes)> ReadAsync(string name, string text)
    {
        try
        {
            var (definition, mistakes) = await ReadUnguardedAsync(name, text.TrimStart('\uFEFF'));
            return mistakes.Count > 0 ? (null, [.. mistakes.Select(mistake => $"{name}: {mistake}")]) : (definition, []);
        }
        catch (JsonException notJson)
        {
            return (null, [$"{name}: {Place(notJson)}: not JSON, or a name that stands twice"]);
        }
        catch (Exception unforeseen) when (unforeseen is not OutOfMemoryException)
        {
            // Whoever put it up wrote it by hand: nothing in it is a fault of ours.
            return (null, [$"{name}: cannot be read ({unforeseen.GetType().Name})"]);
        }
    }

    private static async Task<(PageDefinition? Definition, IReadOnlyList<string> Mistakes)> ReadUnguardedAsync(string name, string text)
    {
        if (text.Length > LongestText)
        {
            return (null, [$"longer than {LongestText} characters"]);
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return (null, ["not UTF-8; save the file as UTF-8"]);
        }

        var document = JsonNode.Parse(text, documentOptions: Strict);
        text = VersionOne.Is(document) ? VersionOne.ToTwo((JsonObject)document!).ToJsonString() : text;
        var bySchema = (await Schema.Value).Validate(text).SelectMany(Innermost).Select(error => $"{Place(error)}: {InWords(error)}")
            .ToList();
        if (bySchema.Count > 0)
        {
            return (null, bySchema);
        }

        var definition = JsonSerializer.Deserialize(text, PageDefinitionJson.Default.PageDefinition)!;
        return (definition, definition.Name == name ? [.. DefinitionMistakes.Of(definition)] : [$"name: is {definition.Name}"]);
    }

    // What is wrong within something that has any name is told at its own place.
    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } outer
            ? outer.Errors.SelectMany(inner => inner.Value).SelectMany(Innermost)
            : [error];

    private static string Place(JsonException notJson) => $"line {notJson.LineNumber + 1}, column {notJson.BytePositionInLine + 1}";

    private static string Place(ValidationError error) => error.HasLineInfo ? $"line {error.LineNumber}, {error.Path}" : $"{error.Path}";

    private static string InWords(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is missing (PropertyRequired)",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "nothing is called so (NoAdditionalPropertiesAllowed)",
        ValidationErrorKind.NotInEnumeration => "is none of the words that are allowed here (NotInEnumeration)",
        ValidationErrorKind.StringExpected or ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected
            or ValidationErrorKind.BooleanExpected or ValidationErrorKind.IntegerExpected => $"is of another type ({error.Kind})",
        ValidationErrorKind.StringTooShort or ValidationErrorKind.TooFewItems or ValidationErrorKind.TooFewProperties =>
            $"is empty ({error.Kind})",
        ValidationErrorKind.TooManyItems => "has too many entries (TooManyItems)",
        _ => error.Kind.ToString(),
    };
}
