using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>
/// The headings of a table: one row of them; or several levels, of which the lowest names the column; or as many lines as its rows have,
/// each heading at the place of the cell that it names.
/// </summary>
internal sealed class Headings
{
    private readonly IHtmlTableCellElement[][] cells;
    private readonly string[][] texts;
    private readonly bool arePaired;
    private readonly int lines;

    /// <summary>Reads them.</summary>
    /// <param name="cells">By row and column; no rows where the table has no headings.</param>
    /// <param name="width">How many columns the table has.</param>
    /// <param name="lines">How many lines make a row.</param>
    public Headings(IHtmlTableCellElement[][] cells, int width, int lines)
    {
        (this.cells, this.lines, Width) = (cells, lines, width);
        arePaired = lines > 1 && cells.Length == lines;
        texts = Array.ConvertAll(cells, row => Array.ConvertAll(row, cell => Words.Narrow(SeenText.Of(cell))));
    }

    /// <summary>How many columns the table has.</summary>
    public int Width { get; }

    /// <summary>All places under the one heading of a field.</summary>
    public (int Line, int Column)[] Find(PageDefinition definition, string name, FieldDefinition place)
    {
        IHtmlTableCellElement? heading = null;
        var found = new List<(int Line, int Column)>(1);
        for (var row = arePaired ? 0 : Math.Max(0, cells.Length - 1); row < cells.Length; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                if (!place.ColumnWords.Contain(texts[row][column]) || !IsUnder(place, row, column)
                    || (arePaired && place.Line is { } line && line - 1 != row))
                {
                    continue;
                }

                if (heading is not null && !ReferenceEquals(heading, cells[row][column]))
                {
                    throw ChangedPage.Of(definition, $"there are several columns of field {name}");
                }

                heading = cells[row][column];
                found.Add((arePaired ? row : (place.Line ?? 1) - 1, column));
            }
        }

        return found.Count == 0 ? throw ChangedPage.Of(definition, $"the column of field {name} is missing")
            : found[0].Line < lines ? [.. found]
            : throw ChangedPage.Of(definition, $"the rows have no line of field {name}");
    }

    private bool IsUnder(FieldDefinition place, int row, int column)
    {
        if (!place.UnderWords.Any)
        {
            return true;
        }

        for (var above = row - 1; above >= 0; above--)
        {
            if (place.UnderWords.Contain(texts[above][column]))
            {
                return true;
            }
        }

        return false;
    }
}
