using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Miws.Definitions;

/// <summary>One move on the site: exactly one of the five verbs.</summary>
internal abstract record Move
{
    /// <summary>The path that is read.</summary>
    public string? Get { get; init; }

    /// <summary>The path that <see cref="Values"/> are posted to.</summary>
    public string? Post { get; init; }

    /// <summary>The form that is filled in and sent.</summary>
    public string? Submit { get; init; }

    /// <summary>The link that is followed.</summary>
    public Marker? Follow { get; init; }

    /// <summary>The frame that is entered.</summary>
    public string? Frame { get; init; }

    /// <summary>What is filled in, over what the form holds itself.</summary>
    public Dictionary<string, OneOrMore>? Values { get; init; }

    /// <summary>The button that is pressed.</summary>
    public string? Button { get; init; }

    /// <summary>The definition by whose last page the form, link or frame is found; null for the page where we are.</summary>
    public string? On { get; init; }

    /// <summary>All that may hold placeholders.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts => new[] { Get, Post }.OfType<string>().Concat((Values ?? []).SelectMany(value => value.Value.Texts));

    /// <summary>How many verbs it has.</summary>
    [JsonIgnore]
    public int Verbs => new object?[] { Get, Post, Submit, Follow, Frame }.Count(verb => verb is not null);
}

/// <summary>A move, and what the page behind it must show.</summary>
internal sealed record Step : Move
{
    /// <summary>What the page behind it must show; null where that is proven otherwise.</summary>
    public Marker? Until { get; init; }
}

/// <summary>A text or several of the same name.</summary>
[JsonConverter(typeof(OneOrMoreJson))]
internal sealed record OneOrMore(string[] Texts);

/// <summary>Reads a string, or an array of strings.</summary>
internal sealed class OneOrMoreJson : JsonConverter<OneOrMore>
{
    public override OneOrMore Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return new OneOrMore([reader.GetString() ?? ""]);
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.GetString() ?? "");
        }

        return new OneOrMore([.. texts]);
    }

    public override void Write(Utf8JsonWriter writer, OneOrMore value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value.Texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
