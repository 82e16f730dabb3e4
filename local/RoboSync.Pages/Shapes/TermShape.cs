using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Shapes;

/// <summary>A label and the cell behind it.</summary>
/// <param name="Text">The label, in NFKC.</param>
/// <param name="Cell">What stands behind it.</param>
/// <param name="Section">The table or list that it stands in.</param>
/// <param name="IsTd">Whether labels are no headings there: label, value, label, value.</param>
internal sealed record ShownTerm(string Text, IElement Cell, IElement Section, bool IsTd)
{
    /// <summary>What stands just before its section, or is its caption; empty for nothing.</summary>
    public string Heading { get; } = HeadingOf(Section);

    private static string HeadingOf(IElement section)
    {
        var own = section.Children.FirstOrDefault(child => child.LocalName is "caption" or "legend");
        var before = section.PreviousElementSibling;
        while (before is not null && (before.LocalName is "br" or "hr" || Sighting.Of(before) == Sight.Hidden))
        {
            before = before.PreviousElementSibling;
        }

        return own is not null ? Words.Narrow(SeenText.Of(own))
            : before is not null && before.LocalName is not ("table" or "dl" or "form")
                && SeenText.Of(before) is { Length: > 0 and < 40 } text
                ? Words.Narrow(text)
            : "";
    }
}

/// <summary>Labels with values beside them, as somebody sees them who has no definition of the page.</summary>
internal static class TermShape
{
    private const int LongestLabel = 24;

    /// <summary>All of a page, in its order.</summary>
    public static IEnumerable<ShownTerm> Of(HtmlPage page) =>
        page.Visible("table").OfType<IHtmlTableElement>().SelectMany(OfTable).Concat(page.Visible("dl").SelectMany(OfList));

    private static IEnumerable<ShownTerm> OfTable(IHtmlTableElement table)
    {
        var rows = TableCells.RowsOf(table).Where(Sighting.IsSeen).Select(TableCells.Of).Where(cells => cells.Count > 1).ToList();
        var isTh = rows.Count > 0 && rows.TrueForAll(
            cells => cells[0] is IHtmlTableHeaderCellElement && cells.Exists(cell => cell is not IHtmlTableHeaderCellElement));
        var isTd = !isTh && rows.Count > 0 && rows.TrueForAll(cells => cells.Count % 2 == 0 && AreLabelled(cells));
        foreach (var cells in isTh || isTd ? rows : [])
        {
            for (var index = 0; index + 1 < cells.Count; index++)
            {
                var isLabel = isTh ? cells[index] is IHtmlTableHeaderCellElement && cells[index + 1] is not IHtmlTableHeaderCellElement
                    : index % 2 == 0;
                if (isLabel && Words.Narrow(SeenText.Of(cells[index])) is { Length: > 0 } text)
                {
                    yield return new ShownTerm(text, cells[index + 1], table, isTd);
                }
            }
        }
    }

    // Labels look alike, and not like the values.
    private static bool AreLabelled(List<IHtmlTableCellElement> cells)
    {
        var labels = cells.Where((_, index) => index % 2 == 0).ToList();
        var values = cells.Where((_, index) => index % 2 == 1);
        return labels.TrueForAll(label => SeenText.Of(label).Length is > 0 and <= LongestLabel && label.ClassName == labels[0].ClassName
                && label.QuerySelector("input, select, a") is null)
            && (labels[0].ClassName is null || values.All(value => value.ClassName != labels[0].ClassName));
    }

    private static IEnumerable<ShownTerm> OfList(IElement list)
    {
        string? text = null;
        foreach (var child in list.Children.SelectMany(child => child.LocalName == "div" ? child.Children : (IEnumerable<IElement>)[child]))
        {
            if (child.LocalName == "dt")
            {
                text = Words.Narrow(SeenText.Of(child));
            }
            else if (child.LocalName == "dd" && text is { Length: > 0 })
            {
                yield return new ShownTerm(text, child, list, IsTd: false);
                text = null;
            }
        }
    }
}
