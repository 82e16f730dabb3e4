using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Pages.Checking;

/// <summary>What a definition's field came to on a page.</summary>
/// <param name="Name">Its name; of one that is only kept, <c>row.NAME</c>.</param>
/// <param name="Place">Where the definition says that it stands.</param>
/// <param name="Kind">What it must be.</param>
/// <param name="IsOfWords">Whether it can be nothing but a word of the definition.</param>
/// <param name="Places">Where it was read.</param>
/// <param name="Values">What came of it, for each row.</param>
/// <param name="Wrong">Why the page is refused because of it; null where it is not.</param>
internal sealed record FieldFinding(
    string Name, string Place, string Kind, bool IsOfWords, IReadOnlyList<ReadPlace> Places, IReadOnlyList<ReadValue> Values, string? Wrong)
{
    /// <summary>Rows that it sets aside.</summary>
    public int Unfit => Values.Count(value => !value.Fits);

    /// <summary>Rows that leave it blank.</summary>
    public int Blank => Values.Count(value => value is { Fits: true, Value: null });

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsGood => Wrong is null && Unfit == 0;

    /// <summary>What the first row that has it says, and what that means.</summary>
    /// <param name="shown">What may be shown of a text.</param>
    public string Sample(Func<string, string> shown)
    {
        var found = Values.FirstOrDefault(value => value.Value is not null);
        if (found.Value is not { } value)
        {
            return "";
        }

        var text = string.Join(" + ", Places.Where(place => place.Row == found.Row).Select(place => place.Text));
        var means = MeaningOf(value);
        shown = IsOfWords ? word => word : shown;
        return text.Length == 0 || text == means ? shown(means) : $"{shown(text)} → {shown(means)}";
    }

    /// <summary>Where a definition says that a field stands, in a few words.</summary>
    public static string PlaceOf(FieldDefinition field)
    {
        if (field.Join is { } parts)
        {
            return string.Join(" + ", parts.Select(PlaceOf));
        }

        var words = new List<string>();
        void Add(string word, string? what)
        {
            if (what is not null)
            {
                words.Add($"{word} {what}");
            }
        }

        Add("section", field.Section);
        Add("column", field.Column is null ? null : string.Join(" | ", field.Column));
        Add("under", field.Under is null ? null : string.Join(" | ", field.Under));
        Add("term", field.Term is null ? null : string.Join(" | ", field.Term));
        Add("selector", field.Selector);
        Add("nth", field.Nth?.ToString(CultureInfo.InvariantCulture));
        Add("path", field.Path);
        Add("attribute", field.Attribute);
        return string.Join(", ", words);
    }

    /// <summary>What a field must be, in a few words.</summary>
    public static string KindOf(FieldDefinition field) => string.Join(
        ", ",
        new[]
        {
            field.Kind ?? field.Convert ?? "text", field.Allowed is null ? null : "known words", field.Required ? "required" : null,
        }.OfType<string>());

    private static string MeaningOf(FieldValue value) => value.Time == default ? value.Text
        : value.Time.TimeOfDay == TimeSpan.Zero ? value.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
