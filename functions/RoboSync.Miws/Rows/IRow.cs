using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Rows;

/// <summary>One row of a list, or the page of one person: what stands at a field's place.</summary>
internal interface IRow
{
    /// <summary>Who is told what is read; null in a run.</summary>
    IReadingTrace? Trace { get; }

    /// <summary>Today in Japan, for days without a year.</summary>
    DateOnly Today { get; }

    /// <summary>Reads a place.</summary>
    /// <param name="definition">The page's definition.</param>
    /// <param name="name">The field's name, for failures.</param>
    /// <param name="place">Where it stands; a field, or a part of one.</param>
    /// <param name="isKept">Whether it is only kept for later requests: it may then be hidden.</param>
    /// <exception cref="Sync.Failures.SyncException">The place is missing, or there are several.</exception>
    CellReading Read(PageDefinition definition, string name, FieldDefinition place, bool isKept);
}
