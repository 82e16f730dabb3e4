using System.Text.Json.Serialization;

namespace RoboSync.Miws.Definitions;

/// <summary>Where a field stands, which part of what stands there is its text, and how the text becomes a value.</summary>
internal sealed record FieldDefinition
{
    private Words? column;
    private Words? under;
    private Words? term;
    private Words? blank;
    private WordMap? map;
    private Capture? capture;

    /// <summary>Its place among the fields of its definition and their parts.</summary>
    [JsonIgnore]
    public int Slot { get; set; }

    /// <summary>Headings of its column; exactly one of them must be there, once.</summary>
    public string[]? Column { get; init; }

    /// <summary>Headings that stand above the column's.</summary>
    public string[]? Under { get; init; }

    /// <summary>In which line of a row of several lines, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Its section.</summary>
    public string? Section { get; init; }

    /// <summary>Its term; exactly one of them must be there, once.</summary>
    public string[]? Term { get; init; }

    /// <summary>An element in its cell, or in its row, section or page where it has none.</summary>
    public string? Selector { get; init; }

    /// <summary>Which of the elements that <see cref="Selector"/> finds, or which cell of the row; from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>The plain path in a JSON document.</summary>
    public string? Path { get; init; }

    /// <summary>The parts of it; each stands somewhere.</summary>
    public FieldDefinition[]? Join { get; init; }

    /// <summary>What stands between the parts.</summary>
    public string? Separator { get; init; }

    /// <summary>An attribute that is read in the place of the text.</summary>
    public string? Attribute { get; init; }

    /// <summary>Which part of the text is read: the one group.</summary>
    public string? Pattern { get; init; }

    /// <summary>What is cut off at the beginning, such as 〒.</summary>
    public string[]? TrimPrefix { get; init; }

    /// <summary>What is cut off at the end, such as 様.</summary>
    public string[]? TrimSuffix { get; init; }

    /// <summary>Words that stand for nothing, besides those of the page.</summary>
    public string[]? Blank { get; init; }

    /// <summary>Whether it may not be blank.</summary>
    public bool Required { get; init; }

    /// <summary>What its text must look like.</summary>
    public string? Kind { get; init; }

    /// <summary>The only words that it may be.</summary>
    public string[]? OneOf { get; init; }

    /// <summary>Which word of the site means which value; the only words that it may be. "" is a blank.</summary>
    public Dictionary<string, string>? Map { get; init; }

    /// <summary>Named conversion.</summary>
    public string? Convert { get; init; }

    /// <summary>Named forms of what is converted; null for those that cannot be mistaken.</summary>
    public string[]? Formats { get; init; }

    /// <summary>The headings.</summary>
    [JsonIgnore]
    public Words ColumnWords => column ??= new Words(Column);

    /// <summary>The headings above.</summary>
    [JsonIgnore]
    public Words UnderWords => under ??= new Words(Under);

    /// <summary>The terms.</summary>
    [JsonIgnore]
    public Words TermWords => term ??= new Words(Term);

    /// <summary>The words that stand for nothing.</summary>
    [JsonIgnore]
    public Words BlankWords => blank ??= new Words(Blank);

    /// <summary>The only words that it may be, and what each means; null for any.</summary>
    [JsonIgnore]
    public WordMap? Allowed => OneOf is null && Map is null ? null : map ??= new WordMap(OneOf, Map);

    /// <summary>The pattern, compiled; null for none.</summary>
    [JsonIgnore]
    public Capture? Capture => Pattern is null ? null : capture ??= new Capture("*", Pattern, null);

    /// <summary>Whether its text stays as it is written.</summary>
    [JsonIgnore]
    public bool IsText => Convert is null or "text";
}

/// <summary>The fields of a page, each with its place among the values that are read.</summary>
internal sealed class FieldSet
{
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);

    /// <summary>Numbers the fields.</summary>
    public FieldSet(Dictionary<string, FieldDefinition> fields, Dictionary<string, FieldDefinition> kept)
    {
        Fields = [.. fields.Select(field => (field.Key, field.Value, IsKept: false)),
            .. kept.Select(field => (field.Key, field.Value, IsKept: true))];
        for (var index = 0; index < Fields.Length; index++)
        {
            byName.TryAdd(Fields[index].Name, index);
            foreach (var place in Fields[index].Field.Join ?? [Fields[index].Field])
            {
                place.Slot = Slots++;
            }
        }
    }

    /// <summary>All of them; those that are kept of a row come last.</summary>
    public (string Name, FieldDefinition Field, bool IsKept)[] Fields { get; }

    /// <summary>How many places there are.</summary>
    public int Slots { get; private set; }

    /// <summary>The place of a field; -1 where there is none of the name.</summary>
    public int IndexOf(string name) => byName.GetValueOrDefault(name, -1);
}
