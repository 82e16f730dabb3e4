using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Miws.Rows;

/// <summary>A row of a CSV file.</summary>
/// <param name="columns">Where each field stands.</param>
/// <param name="cells">Its cells.</param>
/// <param name="today">Today in Japan.</param>
internal sealed class TextRow(IReadOnlyDictionary<FieldDefinition, int> columns, string[] cells, DateOnly today) : IRow
{
    /// <inheritdoc/>
    public DateOnly Today => today;

    /// <inheritdoc/>
    public CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept)
    {
        var text = cells[columns[place]].Trim();
        return new CellReading(text, null) { HasLines = text.Contains('\n', StringComparison.Ordinal) };
    }
}
