using System.Text.RegularExpressions;

namespace RoboSync.Tests.Miws.Words;

/// <summary>An example of docs/page-definitions.md: a part of a definition, what the site shows, and what comes of it.</summary>
public sealed partial record WordExample(string Words, string Definition, string Kind, string Shown, string Expected)
{
    /// <summary>The page with all of them.</summary>
    public static string Document { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "page-definitions.md"));

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<WordExample> All { get; } =
    [
        .. Document.Split("\n### ")[1..].Select(section =>
        {
            var blocks = Block().Matches(section);
            blocks.Count.ShouldBe(3, section.Split('\n')[0]);
            return new WordExample(
                section.Split('\n')[0].Trim(), blocks[0].Groups["text"].Value, blocks[1].Groups["kind"].Value, blocks[1].Groups["text"]
                    .Value,
                blocks[2].Groups["text"].Value.TrimEnd('\n'));
        }),
    ];

    public override string ToString() => Words;

    [GeneratedRegex("^```(?<kind>[a-z _]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
