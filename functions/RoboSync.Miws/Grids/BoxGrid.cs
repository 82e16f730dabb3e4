using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;

namespace RoboSync.Miws.Grids;

/// <summary>The grid of a box of equal elements: cards, entries of a list. Nothing else may stand beside them.</summary>
internal static class BoxGrid
{
    /// <summary>Its rows.</summary>
    public static IEnumerable<IRow> Read(HtmlPage page, PageDefinition definition)
    {
        var grid = definition.Grid!;
        var box = page.TheOne<IElement>(definition, grid.Box!, "the box");
        var rows = ElementIndex.Within(box, grid.Rows!).Where(Sighting.IsSeen).ToList();
        var known = rows.ToHashSet();
        foreach (var beside in rows.Select(row => row.ParentElement!).Distinct().SelectMany(parent => parent.Children))
        {
            if (!known.Contains(beside) && Sighting.Of(beside) != Sight.Hidden && beside.LocalName is not ("br" or "hr")
                && !SkippedOnes.Are(grid, beside, beside.FirstElementChild ?? beside))
            {
                throw ChangedPage.Of(definition, "there is something between the rows");
            }
        }

        foreach (var row in rows)
        {
            if (HasRowAround(row, known))
            {
                throw ChangedPage.Of(definition, "a row stands in another");
            }

            page.CheckTime();
            if (!SkippedOnes.Are(grid, row, row.FirstElementChild ?? row))
            {
                yield return new BoxRow(page, row);
            }
        }
    }

    private static bool HasRowAround(IElement row, HashSet<IElement> rows)
    {
        for (var around = row.ParentElement; around is not null; around = around.ParentElement)
        {
            if (rows.Contains(around))
            {
                return true;
            }
        }

        return false;
    }
}
