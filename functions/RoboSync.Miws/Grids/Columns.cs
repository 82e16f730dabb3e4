using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>Where each field stands in the rows of a table: by its heading, or as the n-th cell.</summary>
internal sealed class Columns
{
    private readonly (int Line, int Column)[]?[] places;

    /// <summary>Finds all of them.</summary>
    /// <exception cref="Sync.Failures.SyncException">One is missing, or there are several.</exception>
    public Columns(PageDefinition definition, Headings headings)
    {
        places = new (int, int)[]?[definition.All.Slots];
        foreach (var (name, field, _) in definition.All.Fields)
        {
            foreach (var place in field.Join ?? [field])
            {
                if (place.Column is not null)
                {
                    places[place.Slot] = headings.Find(definition, name, place);
                }
                else if (place.Nth is { } nth && place.Selector is null)
                {
                    places[place.Slot] = nth <= headings.Width
                        ? [((place.Line ?? 1) - 1, nth - 1)]
                        : throw ChangedPage.Of(definition, $"the column of field {name} is missing");
                }
            }
        }
    }

    /// <summary>All places under the heading of a field; null where it names no cell.</summary>
    public (int Line, int Column)[]? Of(FieldDefinition place) => places[place.Slot];
}
