using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using NJsonSchema;
using NJsonSchema.Validation;

namespace RoboSync.Miws.Definitions;

/// <summary>
/// Finds everything that is wrong with a definition before a run reads by it: JSON, schema, selectors, patterns, placeholders, and whether
/// the code gets what it needs. Mistakes are told in words, each with its place.
/// </summary>
internal static class DefinitionCheck
{
    private const int LongestText = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly Lazy<Task<JsonSchema>> Schema =
        new(async () => await JsonSchema.FromJsonAsync(await Resources.ReadAsync("page-definition.schema.json")));

    /// <summary>The definition, or null and its mistakes.</summary>
    public static async Task<(PageDefinition? Definition, IReadOnlyList<string> Mistakes)> ReadAsync(string name, string text)
    {
        text = text.TrimStart('\uFEFF');
        try
        {
            var mistakes = await MistakesAsync(name, text);
            return mistakes.Count > 0 ? (null, mistakes) : (Parse(text), []);
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

    private static async Task<IReadOnlyList<string>> MistakesAsync(string name, string text)
    {
        if (text.Length > LongestText)
        {
            return [$"{name}: longer than {LongestText} characters"];
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return [$"{name}: not UTF-8; save the file as UTF-8"];
        }

        JsonDocument.Parse(text, Strict).Dispose();
        var bySchema = (await Schema.Value).Validate(text).Select(error => $"{name}: {Place(error)}: {InWords(error)}").ToList();
        if (bySchema.Count > 0)
        {
            return bySchema;
        }

        var definition = Parse(text);
        return [.. Incomplete(name, definition).Concat(SelectorsOf(definition).SelectMany(Selector))
            .Concat(CapturesOf(definition).SelectMany(Pattern)).Select(mistake => $"{name}: {mistake}")];
    }

    private static PageDefinition Parse(string text) => JsonSerializer.Deserialize(text, PageDefinitionJson.Default.PageDefinition)!;

    // What the schema leaves open because the five definitions share it.
    private static IEnumerable<string> Incomplete(string name, PageDefinition definition)
    {
        if (definition.Name != name)
        {
            return [$"name: is {definition.Name}"];
        }

        if (name == "site")
        {
            return definition.Site is { } site
                ? PathTemplate.Mistakes(site.SignIn.Path, []).Select(mistake => $"site.signIn.path: {mistake}")
                : ["site: is missing"];
        }

        if (definition.Path is null || definition.Marker is null || definition.Fields is null)
        {
            return ["path, marker or fields are missing"];
        }

        var isList = name.EndsWith("-list", StringComparison.Ordinal);
        return isList && definition.List is null
            ? ["list is missing"]
            : PathTemplate.Mistakes(definition.Path, DefinitionNeeds.PlaceholdersOf(name)).Select(mistake => $"path: {mistake}")
                .Concat(DefinitionNeeds.FieldsOf(name)
                    .SelectMany(need => FieldMistakes(need.Key, need.Value, definition.Fields.GetValueOrDefault(need.Key), isList)))
                .Concat(definition.Fields.Keys.Where(field => !DefinitionNeeds.FieldsOf(name).ContainsKey(field))
                    .Select(field => $"fields.{field}: nothing is called so"));
    }

    private static IEnumerable<string> FieldMistakes(string name, FieldNeed need, FieldDefinition? field, bool isList)
    {
        if (field is null)
        {
            if (!need.MayLack)
            {
                yield return $"field {name} is missing";
            }

            yield break;
        }

        if (isList != field.Column is not null)
        {
            yield return $"fields.{name}: {(isList ? "a list has columns" : "this page has tables and terms")}";
        }

        if (!need.Conversions.Contains(field.Convert ?? "text"))
        {
            yield return $"fields.{name}.convert: must be {string.Join(" or ", need.Conversions)}";
        }

        if (need.IsRequired && !field.Required)
        {
            yield return $"fields.{name}.required: must be true";
        }

        if (need.Values is { } values && (field.Map is null || field.Map.Values.Any(value => !values.Contains(value))))
        {
            yield return $"fields.{name}.map: must lead to {string.Join(", ", values)}";
        }
    }

    private static IEnumerable<(string Place, string Selector)> SelectorsOf(PageDefinition definition)
    {
        var markers = new List<(string, Marker?)> { ("marker", definition.Marker), ("gone", definition.Gone), (
            "list.empty", definition.List?.Empty), ("list.next", definition.List?.Next) };
        if (definition.Site is { } site)
        {
            markers.AddRange(
            [
                ("site.signedIn", site.SignedIn), ("site.loginPage", site.LoginPage), ("site.maintenance", site.Maintenance),
                ("site.challenge", site.Challenge),
                ("site.noPermission", site.NoPermission), ("site.signIn.form", new Marker(site.SignIn.Form, null)),
                .. site.SignIn.Refusals.Select(
                    (refusal, index) => ($"site.signIn.refusals[{index}]", (Marker?)new Marker(refusal.Selector, null))),
            ]);
        }

        return markers.Where(marker => marker.Item2 is not null).Select(marker => (marker.Item1, marker.Item2!.Selector))
            .Concat(CapturesOf(definition).Select(capture => (capture.Place, capture.Capture.Selector)))
            .Concat(definition.List is { } list ? [("list.table", list.Table)] : [])
            .Concat(definition.List?.Forbid is { } forbid ? [("list.forbid", forbid.Selector)] : [])
            .Concat((definition.Fields ?? []).Where(field => field.Value.Table is not null)
                .Select(field => ($"fields.{field.Key}.table", field.Value.Table!)));
    }

    private static IEnumerable<(string Place, Capture Capture)> CapturesOf(PageDefinition definition) =>
    [
        .. definition.Site is { } site ? [("site.displayYear", site.DisplayYear)] : Array.Empty<(string, Capture)>(),
        .. definition.List is { } list ? [("list.total", list.Total)] : Array.Empty<(string, Capture)>(),
    ];

    private static IEnumerable<string> Selector((string Place, string Selector) item)
    {
        if (new CssSelectorParser().ParseSelector(item.Selector) is null)
        {
            yield return $"{item.Place}: {item.Selector} is no CSS selector";
        }
    }

    private static IEnumerable<string> Pattern((string Place, Capture Capture) item)
    {
        Regex? regex = null;
        try
        {
            regex = item.Capture.Regex;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // NotSupportedException: a look-around or a back-reference, whose time can grow without bound.
        }

        if (regex is null || regex.GetGroupNumbers().Length != 2)
        {
            yield return $"{item.Place}.pattern: must be a regular expression with one group and without look-arounds and back-references";
        }
    }

    private static string Place(JsonException notJson) => $"line {notJson.LineNumber + 1}, column {notJson.BytePositionInLine + 1}";

    private static string Place(ValidationError error) => error.HasLineInfo ? $"line {error.LineNumber}, {error.Path}" : $"{error.Path}";

    private static string InWords(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is missing (PropertyRequired)",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "nothing is called so (NoAdditionalPropertiesAllowed)",
        ValidationErrorKind.NotInEnumeration => "is none of the words that are allowed here (NotInEnumeration)",
        ValidationErrorKind.StringExpected or ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected
            or ValidationErrorKind.BooleanExpected => $"is of another type ({error.Kind})",
        ValidationErrorKind.StringTooShort or ValidationErrorKind.TooFewItems or ValidationErrorKind.TooFewProperties =>
            $"is empty ({error.Kind})",
        _ => error.Kind.ToString(),
    };
}
