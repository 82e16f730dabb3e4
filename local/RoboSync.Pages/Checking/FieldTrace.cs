using AngleSharp.Dom;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Reading;

namespace RoboSync.Pages.Checking;

/// <summary>Where a field, or a part of it, was read.</summary>
/// <param name="Row">Which row, from 0.</param>
/// <param name="Element">What was read.</param>
/// <param name="Text">What it says.</param>
internal sealed record ReadPlace(int Row, IElement Element, string Text);

/// <summary>What the readings of a field came to.</summary>
/// <param name="Row">Which row, from 0.</param>
/// <param name="Value">The value; null where it is blank or does not fit.</param>
/// <param name="Fits">Whether it does not set its row aside.</param>
internal readonly record struct ReadValue(int Row, FieldValue? Value, bool Fits);

/// <summary>Writes down what the reader of a run tells.</summary>
internal sealed class FieldTrace : IReadingTrace
{
    private readonly Dictionary<string, List<ReadPlace>> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ReadValue>> values = new(StringComparer.Ordinal);
    private int row = -1;

    /// <summary>Where a field was read.</summary>
    public IReadOnlyList<ReadPlace> PlacesOf(string field) => places.GetValueOrDefault(field) ?? [];

    /// <summary>What came of it.</summary>
    public IReadOnlyList<ReadValue> ValuesOf(string field) => values.GetValueOrDefault(field) ?? [];

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        places.Clear();
        values.Clear();
        row = -1;
    }

    public void Row() => row++;

    public void Place(string field, IElement element, CellReading reading) =>
        Of(places, field).Add(new ReadPlace(row, element, reading.Text));

    public void Value(string field, FieldValue? value, bool fits) => Of(values, field).Add(new ReadValue(row, value, fits));

    private static List<T> Of<T>(Dictionary<string, List<T>> lists, string field) =>
        lists.TryGetValue(field, out var list) ? list : lists[field] = [];
}
