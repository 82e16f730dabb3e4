using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>Tells the rows that tell of nobody: sums, templates.</summary>
internal static class SkippedOnes
{
    /// <summary>Whether a row is one of them.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="row">The row.</param>
    /// <param name="first">Its first cell; null where it has none.</param>
    public static bool Are(GridShape grid, IElement row, IElement? first)
    {
        if (grid.SkipRows is not { } skipped)
        {
            return false;
        }

        foreach (var skip in skipped)
        {
            if (ElementIndex.Matches(row, skip.Selector)
                && (skip.FirstCell is null || (first is not null && skip.Words.Contain(Words.Narrow(SeenText.Of(first))))))
            {
                return true;
            }
        }

        return false;
    }
}
