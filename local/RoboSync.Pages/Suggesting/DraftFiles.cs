using System.Text.Encodings.Web;
using System.Text.Json;
using RoboSync.Miws.Definitions;

namespace RoboSync.Pages.Suggesting;

/// <summary>Writes drafts where none are, and says what they still lack.</summary>
internal static class DraftFiles
{
    /// <summary>JSON in one line, Japanese as it is.</summary>
    public static JsonSerializerOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Readable = new(OneLine) { WriteIndented = true };

    /// <summary>Writes the drafts as <c>NAME.json</c>.</summary>
    /// <returns>What the check of definitions finds, for each.</returns>
    /// <exception cref="CannotDoException">A file is there already: nothing of it is lost.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<Draft> drafts, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var there = drafts.Select(draft => FileOf(folder, draft)).Where(File.Exists).Select(Path.GetFileName).ToList();
        if (there.Count > 0)
        {
            throw new CannotDoException($"{folder.FullName} holds {string.Join(", ", there)} already. Name another folder with --out.");
        }

        folder.Create();
        var lacks = new List<string>();
        foreach (var draft in drafts)
        {
            var text = draft.Json.ToJsonString(Readable);
            await File.WriteAllTextAsync(FileOf(folder, draft), text + Environment.NewLine, cancellationToken);
            lacks.AddRange((await DefinitionCheck.ReadAsync(draft.Name, text)).Mistakes);
        }

        return lacks;
    }

    private static string FileOf(DirectoryInfo folder, Draft draft) => Path.Combine(folder.FullName, $"{draft.Name}.json");
}
