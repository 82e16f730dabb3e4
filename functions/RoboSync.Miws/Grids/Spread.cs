using AngleSharp.Html.Dom;

namespace RoboSync.Miws.Grids;

/// <summary>Spreads the cells of some rows over all places that they stand in (rowspan, colspan).</summary>
internal static class Spread
{
    /// <summary>The cells by row and column; null where they leave a gap, lie over each other, or reach beyond the last row.</summary>
    public static IHtmlTableCellElement[][]? Of(IReadOnlyList<IHtmlTableRowElement> rows)
    {
        var width = TableCells.Of(rows[0]).Sum(cell => cell.ColumnSpan);
        if (width is < 1 or > PageWidth)
        {
            return null;
        }

        var spread = new IHtmlTableCellElement[rows.Count][];
        for (var row = 0; row < rows.Count; row++)
        {
            spread[row] = new IHtmlTableCellElement[width];
        }

        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var cell in TableCells.Of(rows[row]))
            {
                if (!TryPut(spread, row, cell))
                {
                    return null;
                }
            }
        }

        return Array.TrueForAll(spread, row => Array.TrueForAll(row, cell => cell is not null)) ? spread : null;
    }

    // A colspan of thousands is none that anybody sees.
    private const int PageWidth = 500;

    private static bool TryPut(IHtmlTableCellElement[][] spread, int row, IHtmlTableCellElement cell)
    {
        var column = Array.FindIndex(spread[row], there => there is null);
        if (column < 0 || cell.RowSpan < 1 || cell.ColumnSpan < 1 || row + cell.RowSpan > spread.Length
            || column + cell.ColumnSpan > spread[row].Length)
        {
            return false;
        }

        for (var below = row; below < row + cell.RowSpan; below++)
        {
            for (var beside = column; beside < column + cell.ColumnSpan; beside++)
            {
                if (spread[below][beside] is not null)
                {
                    return false;
                }

                spread[below][beside] = cell;
            }
        }

        return true;
    }
}
