using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Shapes;

/// <summary>Which headings and labels a page has.</summary>
internal static class Labels
{
    /// <summary>Those that no field of a definition names.</summary>
    public static IEnumerable<string> Unused(HtmlPage page, PageDefinition definition)
    {
        var places = definition.All.Fields.SelectMany(one => one.Field.Join ?? [one.Field]).ToList();
        var labels = definition.Grid?.Table is { } table
            ? page.Visible(table).OfType<IHtmlTableElement>().Select(TableShape.Of).OfType<TableShape>()
                .SelectMany(shape => shape.Headings).Select(heading => heading.Text)
            : TermShape.Of(page).GroupBy(term => term.Section).Where(section => section.Count() > 1).SelectMany(section => section)
                .Select(term => term.Text);
        return labels.Distinct(StringComparer.Ordinal)
            .Where(label => !places.Exists(place => place.ColumnWords.Contain(label) || place.TermWords.Contain(label)));
    }
}
