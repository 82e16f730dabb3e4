using System.Text;
using System.Text.Json.Nodes;

namespace RoboSync.Torture.Input;

/// <summary>Changes JSON: its values for those of another kind, its names, its structure, and its characters.</summary>
internal static class JsonMutation
{
    private static readonly string[] Values =
    [
        "null", "\"\"", "0", "-1", "2.2e18", "2239928341129601024", "22399283411296010249999", "1.5", "true", "false", "[]", "{}", "[null]",
        "[[]]", "{\"id\":{\"id\":\"1\"}}", "\" \"", "\"\\n\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"<script>\"", "\"../../x\"", "\"08:00\\n\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59+14:00\"", "\"2026-06-01\"", "\"https://169.254.169.254/\"",
        "\"http://sample.example/\"", "\"2239928341129601024\"", "\"booked\"", "\"duplicate_suspected\"", "1e400", "\"\\u202e\"",
        "\"見本　花子 hanako@example.jp\"",
    ];

    private static readonly string[] Inserts =
        ["\"", ",", "{", "}", "[", "]", ":", "\\", "\n", " ", "0", "9", "-", "e", "é", "\0", "//", "\uFEFF", "\u2028", "\uD800"];

    /// <summary>The JSON changed, and what was done.</summary>
    public static (string Text, string Name) Of(string json, Random random) => random.Next(10) switch
    {
        0 => (json, "json: as it is"),
        1 => (Characters(json, random), "json: characters"),
        2 => (json[..random.Next(json.Length)], "json: cut short"),
        3 => (string.Concat(Enumerable.Repeat(json, random.Next(2, 4))), "json: several"),
        4 => (Deep(json, random), "json: deep"),
        5 => (Twice(json, random), "json: a name twice"),
        _ => Nodes(json, random),
    };

    private static string Characters(string json, Random random)
    {
        var text = new StringBuilder(json);
        for (var times = random.Next(1, 6); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, Inserts[random.Next(Inserts.Length)]),
                _ => text.Replace(text[at], (char)(text[at] ^ (1 << random.Next(7))), at, 1),
            };
        }

        return text.ToString();
    }

    private static string Deep(string json, Random random)
    {
        var depth = random.Next(2, 20_000);
        return random.Next(2) == 0
            ? new string('[', depth) + json + new string(']', depth)
            : json[..^1] + ",\"x\":" + new string('[', depth) + new string(']', depth) + json[^1];
    }

    private static string Twice(string json, Random random)
    {
        var names = Objects(JsonNode.Parse(json)!).SelectMany(node => node.Select(property => property.Key)).ToList();
        var name = names.Count == 0 ? "x" : names[random.Next(names.Count)];
        var at = json.IndexOf($"\"{name}\"", StringComparison.Ordinal);
        return at < 0 ? json : json.Insert(at, $"\"{name}\":{Values[random.Next(Values.Length)]},");
    }

    private static (string Text, string Name) Nodes(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        var name = "json: ";
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var objects = Objects(root).Where(node => node.Count > 0).ToList();
            if (objects.Count == 0)
            {
                break;
            }

            var target = objects[random.Next(objects.Count)];
            var key = target.ElementAt(random.Next(target.Count)).Key;
            switch (random.Next(4))
            {
                case 0:
                    target.Remove(key);
                    name = "json: a name missing";
                    break;
                case 1:
                    var value = target[key]?.DeepClone();
                    target.Remove(key);
                    target[key + (random.Next(2) == 0 ? "2" : " ")] = value;
                    name = "json: another name";
                    break;
                default:
                    // As text: some of them no node can hold.
                    target[key] = "\u0001";
                    return (
                        root.ToJsonString().Replace("\"\\u0001\"", Values[random.Next(Values.Length)], StringComparison.Ordinal),
                        "json: another value");
            }
        }

        return (root.ToJsonString(), name);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject item => [item, .. item.Where(property => property.Value is not null).SelectMany(property => Objects(property.Value!))],
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Objects(item!)),
        _ => [],
    };
}
