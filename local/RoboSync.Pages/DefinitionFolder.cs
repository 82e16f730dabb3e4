using RoboSync.Miws.Definitions;

namespace RoboSync.Pages;

/// <summary>The definitions that a verb works with: the shipped ones, and those of a folder in their place.</summary>
internal static class DefinitionFolder
{
    private const string Ending = ".json";

    /// <summary>Reads them.</summary>
    /// <param name="folder">Files <c>NAME.json</c> that count in the place of the shipped ones; null for the shipped ones alone.</param>
    /// <exception cref="CannotDoException">There is no such folder, a file is no definition, or one has mistakes: all are told.</exception>
    public static async Task<PageDefinitions> ReadAsync(DirectoryInfo? folder)
    {
        var definitions = (await PageDefinitions.ShippedAsync()).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        if (folder is null)
        {
            return PageDefinitions.Of(definitions);
        }

        if (!folder.Exists)
        {
            throw new CannotDoException($"There is no folder {folder.FullName}.");
        }

        var wrong = new List<string>();
        foreach (var file in folder.GetFiles($"*{Ending}").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var (definition, mistakes) = await ReadFileAsync(file);
            wrong.AddRange(mistakes);
            if (definition is not null)
            {
                definitions[definition.Name] = definition;
            }
        }

        return wrong.Count == 0 ? PageDefinitions.Of(definitions) : throw new CannotDoException(string.Join(Environment.NewLine, wrong));
    }

    private static async Task<(PageDefinition? Definition, IReadOnlyList<string> Mistakes)> ReadFileAsync(FileInfo file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        return DefinitionNeeds.All.Contains(name, StringComparer.Ordinal)
            ? await DefinitionCheck.ReadAsync(name, await File.ReadAllTextAsync(file.FullName))
            : (null, [$"{file.Name}: nothing reads it; the definitions are {string.Join(", ", DefinitionNeeds.All)}"]);
    }
}
