using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Fields;

/// <summary>A value that was read.</summary>
/// <param name="Text">Its text; of a number its digits.</param>
/// <param name="Time">Its day or time, Japan, where it is one.</param>
internal readonly record struct FieldValue(string Text, DateTime Time = default);

/// <summary>Fields of one row or page, by name; null where the page leaves one blank.</summary>
internal sealed class FieldValues(FieldSet fields)
{
    private readonly FieldValue?[] values = new FieldValue?[fields.Fields.Length];

    /// <summary>The first field whose value does not fit; null where all fit.</summary>
    public string? Unfit { get; private set; }

    /// <summary>What was kept of the row for later requests.</summary>
    public IReadOnlyDictionary<string, string> Kept => fields.Fields.Where(one => one.IsKept)
        .ToDictionary(one => one.Name, one => Find(one.Name) ?? "", StringComparer.Ordinal);

    /// <summary>The value of the field with this place; null where it is blank or does not fit.</summary>
    public FieldValue? At(int index) => values[index];

    public void Set(int index, FieldValue? value) => values[index] = value;

    public void SetUnfit(string name) => Unfit ??= name;

    public string? Find(string name) => this[name]?.Text;

    public string Text(string name) => this[name]!.Value.Text;

    public DateOnly Date(string name) => DateOnly.FromDateTime(this[name]!.Value.Time);

    public DateTime Time(string name) => this[name]!.Value.Time;

    /// <summary>The time; null where it is blank, or where the definition names no such field.</summary>
    public DateTime? FindTime(string name) => fields.IndexOf(name) >= 0 ? this[name]?.Time : null;

    public int Integer(string name) => int.Parse(Text(name), System.Globalization.CultureInfo.InvariantCulture);

    private FieldValue? this[string name] => values[fields.IndexOf(name)];
}
