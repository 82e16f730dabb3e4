using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Rows;

/// <summary>A row of a CSV file.</summary>
/// <param name="columns">Where each field stands.</param>
/// <param name="cells">Its cells.</param>
/// <param name="opened">The page that led to it.</param>
internal sealed class TextRow(IReadOnlyDictionary<FieldDefinition, int> columns, string[] cells, HtmlPage opened) : IRow
{
    /// <inheritdoc/>
    public DateOnly Today => opened.Today;

    /// <inheritdoc/>
    public IReadingTrace? Trace => opened.Trace;

    /// <inheritdoc/>
    public CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept)
    {
        var text = cells[columns[place]].Trim();
        return new CellReading(text, null) { HasLines = text.Contains('\n', StringComparison.Ordinal) };
    }
}
