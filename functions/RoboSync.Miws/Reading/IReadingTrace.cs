using AngleSharp.Dom;
using RoboSync.Miws.Fields;

namespace RoboSync.Miws.Reading;

/// <summary>
/// Is told from where each field is read and what became of it, for whoever writes page definitions (local/RoboSync.Pages). A run has none.
/// </summary>
internal interface IReadingTrace
{
    /// <summary>A row begins, or the page of one person.</summary>
    void Row();

    /// <summary>A place of a field, or of a part of it, was found and read.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="element">What was read: the cell, or the element in it.</param>
    /// <param name="reading">What it says.</param>
    void Place(string field, IElement element, CellReading reading);

    /// <summary>A field was read to its end.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">Its value; null where it is blank or does not fit.</param>
    /// <param name="fits">Whether it does not set its row aside.</param>
    void Value(string field, FieldValue? value, bool fits);
}
