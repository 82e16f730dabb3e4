using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary>A step of a recipe: a command, or a piece that a person writes into a definition.</summary>
/// <param name="Command">The workbench's arguments; null for a piece.</param>
/// <param name="File">The definition's file; null for a command.</param>
/// <param name="Piece">What the person writes; null for a command.</param>
internal sealed record RecipeStep(string? Command, string? File, JsonObject? Piece);

/// <summary>A recipe of docs/when-miws-changes.md, as it is printed there.</summary>
internal static partial class Recipe
{
    private const string Workbench = "dotnet run --project local/RoboSync.Pages -- ";

    /// <summary>JSON as an editor shows it.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The steps below a heading, in their order.</summary>
    public static async Task<IReadOnlyList<RecipeStep>> ReadAsync(string heading)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "when-miws-changes.md"));
        var begin = page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        var section = page[begin..page.IndexOf("\n## ", begin + 1, StringComparison.Ordinal)];
        return [.. Step().Matches(section).Select(match => match.Groups["command"].Success
            ? new RecipeStep(match.Groups["command"].Value.Trim(), null, null)
            : new RecipeStep(null, match.Groups["file"].Value, (JsonObject)JsonNode.Parse(match.Groups["piece"].Value)!))];
    }

    /// <summary>Writes a piece into a definition: objects are filled, everything else is replaced.</summary>
    public static void Merge(JsonObject definition, JsonObject piece)
    {
        foreach (var (name, value) in piece)
        {
            if (value is JsonObject inner && definition[name] is JsonObject there)
            {
                Merge(there, inner);
            }
            else
            {
                definition[name] = value?.DeepClone();
            }
        }
    }

    [GeneratedRegex(
        @"^ *" + Workbench + @"(?<command>.*)$|^ *`(?<file>definitions/[a-z-]+\.json)`:\s+```json\n(?<piece>[\s\S]*?)```",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Step();
}
