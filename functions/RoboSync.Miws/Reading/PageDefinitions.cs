using System.Text.Json;
using NJsonSchema;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Reading;

/// <summary>The definitions of all pages, valid by their schema.</summary>
internal sealed record PageDefinitions(
    SiteShape Site, PageDefinition ApplicantList, PageDefinition ApplicantDetail, PageDefinition SeminarList, PageDefinition BookingList)
{
    /// <summary>Names of the definitions, which are their files' names too.</summary>
    public static IReadOnlyList<string> Names { get; } = ["site", "applicant-list", "applicant-detail", "seminar-list", "booking-list"];

    private static readonly Lazy<Task<JsonSchema>> Schema = new(async () => await JsonSchema.FromJsonAsync(await ResourceAsync("page-definition.schema.json")));

    private static readonly Lazy<Task<PageDefinitions>> Shipped = new(() => ParseAsync(_ => Task.FromResult<string?>(null)));

    /// <summary>The shipped definitions, those that are replaced by the operator replaced.</summary>
    /// <exception cref="SyncException">A definition is not valid; all mistakes of all definitions are named.</exception>
    public static async Task<PageDefinitions> LoadAsync(IPageDefinitionOverrides overrides, CancellationToken cancellationToken)
    {
        var replaced = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            replaced[name] = await overrides.ReadAsync(MiwsMedium.Name, name, cancellationToken);
        }

        return replaced.Values.All(text => text is null)
            ? await Shipped.Value
            : await ParseAsync(name => Task.FromResult(replaced[name]));
    }

    private static async Task<PageDefinitions> ParseAsync(Func<string, Task<string?>> replaced)
    {
        var definitions = new Dictionary<string, PageDefinition>(StringComparer.Ordinal);
        var mistakes = new List<string>();
        foreach (var name in Names)
        {
            var text = await replaced(name) ?? await ResourceAsync($"{name}.json");
            var found = await MistakesAsync(name, text);
            if (found.Count == 0)
            {
                definitions[name] = JsonSerializer.Deserialize(text, PageDefinitionJson.Default.PageDefinition)!;
            }

            mistakes.AddRange(found);
        }

        return mistakes.Count == 0
            ? new PageDefinitions(
                definitions["site"].Site!,
                definitions["applicant-list"],
                definitions["applicant-detail"],
                definitions["seminar-list"],
                definitions["booking-list"])
            : throw new SyncException(FailureCode.SitePageChanged, $"Page definitions are not valid: {string.Join("; ", mistakes)}");
    }

    private static async Task<List<string>> MistakesAsync(string name, string text)
    {
        try
        {
            var mistakes = (await Schema.Value).Validate(text).Select(error => $"{name}: {error.Path}: {error.Kind}").ToList();
            if (mistakes.Count > 0)
            {
                return mistakes;
            }
        }
        catch (Newtonsoft.Json.JsonReaderException notJson)
        {
            return [$"{name}: line {notJson.LineNumber}, column {notJson.LinePosition}: not JSON"];
        }

        var definition = JsonSerializer.Deserialize(text, PageDefinitionJson.Default.PageDefinition)!;
        return [.. Incomplete(name, definition)];
    }

    // What the schema leaves open because the five definitions share it.
    private static IEnumerable<string> Incomplete(string name, PageDefinition definition)
    {
        if (definition.Name != name)
        {
            yield return $"{name}: is named {definition.Name}";
        }

        if (name == "site" ? definition.Site is null : definition.Path is null || definition.Marker is null || definition.Fields is null)
        {
            yield return $"{name}: site, or path, marker and fields, are missing";
        }
        else if (name.EndsWith("-list", StringComparison.Ordinal) && definition.List is null)
        {
            yield return $"{name}: list is missing";
        }
        else
        {
            foreach (var field in MiwsPages.FieldsOf(name).Where(field => definition.Fields?.ContainsKey(field) is not true))
            {
                yield return $"{name}: field {field} is missing";
            }
        }
    }

    private static async Task<string> ResourceAsync(string name)
    {
        var assembly = typeof(PageDefinitions).Assembly;
        await using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
