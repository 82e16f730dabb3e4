using System.Globalization;
using System.Text.RegularExpressions;
using RoboSync.Miws.Definitions;

namespace RoboSync.Pages.Captures;

/// <summary>Pages that a person saved with a browser: the name of a file says what it is.</summary>
internal static partial class BrowserPages
{
    private static readonly string[] Endings = [".html", ".htm", ".csv", ".json"];

    // Browsers write at the beginning of a page that they save whole where it was read.
    private const int HeadLength = 2048;

    /// <summary>Reads them.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="name">The definition of those whose file's name says none; null to refuse them.</param>
    /// <param name="year">The account's display year; null where that is not known.</param>
    /// <exception cref="CannotDoException">There are none, or it is not known what one is.</exception>
    public static IReadOnlyList<SavedPage> Read(DirectoryInfo folder, string? name, int? year)
    {
        if (!folder.Exists)
        {
            throw new CannotDoException($"There is no folder {folder.FullName}.");
        }

        var files = folder.GetFiles().Where(file => Endings.Contains(file.Extension.ToLowerInvariant()))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var unknown = files.Where(file => (DefinitionOf(file.Name) ?? name) is null).Select(file => file.Name).ToList();
        return files.Count == 0 ? throw new CannotDoException($"{folder.FullName} holds no page (.html, .htm, .csv or .json).")
            : unknown.Count > 0
                ? throw new CannotDoException(
                    $"What is {string.Join(", ", unknown)}? Let the names begin with one of {string.Join(", ", DefinitionNeeds.All)}"
                    + ", or say --page NAME.")
            : [.. files.Select((file, index) => Read(file, index + 1, DefinitionOf(file.Name) ?? name!, year))];
    }

    /// <summary>Where a page was read, as the browser that saved it says; null where it does not say.</summary>
    public static Uri? AddressOf(byte[] bytes) =>
        SavedFrom().Match(System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, HeadLength))) is { Success: true } match
            && Uri.TryCreate(match.Groups["address"].Value, UriKind.Absolute, out var address)
                && address.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? address
            : null;

    private static SavedPage Read(FileInfo file, int index, string definition, int? year)
    {
        var bytes = File.ReadAllBytes(file.FullName);
        var rest = Path.GetFileNameWithoutExtension(file.Name);
        rest = DefinitionOf(file.Name) is null ? "" : rest[definition.Length..];
        var ending = file.Extension.ToLowerInvariant() is var said and not ".htm" ? said : ".html";
        var note = new PageNote(definition, new DateTimeOffset(file.LastWriteTimeUtc))
        {
            Address = AddressOf(bytes),
            IsOnTheWay = rest.Contains("-step", StringComparison.Ordinal),
            Page = Number().Match(rest) is { Success: true } number
                ? int.Parse(number.Groups["page"].Value, CultureInfo.InvariantCulture)
                : 1,
            Year = year,
        };
        return new SavedPage(CaptureFolder.NameOf(index, definition, rest, ending), note, bytes);
    }

    private static string? DefinitionOf(string file) =>
        DefinitionNeeds.All.FirstOrDefault(name => file.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex(@"<!-- saved from url=\(\d{4}\)(?<address>\S+) -->", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SavedFrom();

    [GeneratedRegex(@"-p(?<page>[0-9]{1,4})\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
