using System.Text.Json.Nodes;

namespace RoboSync.Pages.Suggesting;

/// <summary>How sure a draft is of a part of itself.</summary>
internal enum Confidence
{
    /// <summary>Guessed, or not seen on any page: look at it.</summary>
    Low,

    /// <summary>The word or the values say it, not both.</summary>
    Medium,

    /// <summary>A usual word, and all values fit.</summary>
    High,
}

/// <summary>A part of a draft.</summary>
/// <param name="Definition">The definition's name.</param>
/// <param name="What">Its field, or its word.</param>
/// <param name="Drafted">What the draft says; empty where it says nothing.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Others">What else it could be, or what to look at.</param>
internal sealed record Suggestion(string Definition, string What, string Drafted, Confidence Confidence, string Others = "");

/// <summary>A definition that is being drafted, and what is to be said of it.</summary>
internal sealed class Draft(string name)
{
    private readonly List<Suggestion> suggestions = [];

    /// <summary>The definition's name.</summary>
    public string Name => name;

    /// <summary>The definition.</summary>
    public JsonObject Json { get; } = new() { ["version"] = 2, ["name"] = name };

    /// <summary>What is to be said of it.</summary>
    public IReadOnlyList<Suggestion> Suggestions => suggestions;

    /// <summary>A room of the definition, such as <c>page</c>.</summary>
    public JsonObject Room(string room) => (JsonObject)(Json[room] ??= new JsonObject());

    /// <summary>Puts a word into a room; what is null is only said to be missing.</summary>
    public void Put(string room, string word, JsonNode? meaning, Confidence confidence, string others = "")
    {
        if (meaning is not null)
        {
            Room(room)[word] = meaning;
        }

        Say($"{room}.{word}", meaning is null ? "" : Plain(meaning), confidence, others);
    }

    /// <summary>Says something of a part.</summary>
    public void Say(string what, string drafted, Confidence confidence, string others = "") =>
        suggestions.Add(new Suggestion(name, what, drafted, confidence, others));

    /// <summary>A part as it is written in one line.</summary>
    public static string Plain(JsonNode node) => node.ToJsonString(DraftFiles.OneLine);
}
