using System.Text.Json.Nodes;
using RoboSync.Miws.Definitions;

namespace RoboSync.Tests.Miws.Words;

/// <summary>docs/page-definitions.md: each word of the language is explained, and each example comes out as it says.</summary>
public sealed class WordExampleTests
{
    public static TheoryData<string> Words => [.. WordExample.All.Select(example => example.Words)];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_word_does_what_its_example_says(string words)
    {
        var example = WordExample.All.Single(example => example.Words == words);
        if (example.Kind == "http")
        {
            (await VisitExample.TellAsync(example)).ShouldBe(example.Expected);
            return;
        }

        (await ReadingExample.MistakesAsync(example)).ShouldBeEmpty();
        (await ReadingExample.TellAsync(example)).ShouldBe(example.Expected);
    }

    [Fact]
    public async Task Every_word_of_the_schema_has_an_example()
    {
        var schema = JsonNode.Parse(await Resources.ReadAsync("page-definition.schema.json"))!;
        var words = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, words);

        var explained = WordExample.All.SelectMany(example => example.Words.Split('`').Where((_, index) => index % 2 == 1)).ToHashSet();

        words.Count.ShouldBeGreaterThan(70);
        words.Where(word => !explained.Contains(word)).ShouldBe(["failure"], "refusals are explained with what they lead to");
    }

    private static void Collect(JsonNode? node, HashSet<string> words)
    {
        if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject properties)
            {
                words.UnionWith(properties.Select(property => property.Key));
            }

            foreach (var (_, inner) in schema)
            {
                Collect(inner, words);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Collect(item, words);
            }
        }
    }
}
