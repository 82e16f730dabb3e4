using AngleSharp.Html.Dom;
using RoboSync.Miws.Pages;
using RoboSync.Pages.Shapes;
using RoboSync.Pages.Suggesting;

namespace RoboSync.Pages.Comparing;

/// <summary>Something that a definition could name.</summary>
/// <param name="Kind">What it is: a heading, a label, a form.</param>
/// <param name="Where">Where it stands; empty for the page.</param>
/// <param name="Name">What it says, or is called.</param>
internal sealed record PageFact(string Kind, string Where, string Name);

/// <summary>What a page is made of, in its order, and nothing of what people wrote.</summary>
internal static class PageFacts
{
    /// <summary>All of it.</summary>
    public static IReadOnlyList<PageFact> Of(HtmlPage page)
    {
        var facts = new List<PageFact>();
        facts.AddRange(page.Visible("h1, h2").Select(title => new PageFact("title", "", SeenText.Of(title))));
        foreach (var table in page.Visible("table").OfType<IHtmlTableElement>().Select(TableShape.Of).OfType<TableShape>())
        {
            var name = Selectors.Of(page, table.Table);
            facts.Add(new PageFact("table", "", $"{name}, {table.Header} rows of headings, {table.Lines} lines to a row"));
            facts.AddRange(table.Headings.Select(heading => new PageFact(
                "column", name, heading.Above.Length > 0 ? $"{heading.Above} / {heading.Text}" : heading.Text)));
        }

        foreach (var section in TermShape.Of(page).GroupBy(term => term.Section).Where(section => section.Count() > 1))
        {
            var heading = section.First().Heading;
            var name = heading.Length > 0 ? heading : Selectors.Of(page, section.Key);
            facts.Add(new PageFact("section", "", name));
            facts.AddRange(section.Select(term => new PageFact("label", name, term.Text)));
        }

        foreach (var form in page.Visible("form"))
        {
            var name = Selectors.OfControl(form);
            facts.Add(new PageFact("form", "", name));
            facts.AddRange(form.QuerySelectorAll("input[name], select[name], textarea[name], button[name]")
                .Select(control => control.GetAttribute("name")!).Distinct(StringComparer.Ordinal)
                .Select(control => new PageFact("control", name, control)));
        }

        return facts;
    }
}
