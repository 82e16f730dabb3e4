using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Checking;

/// <summary>Tells what a page shows of all that proves it, each by itself.</summary>
internal static class Proofs
{
    /// <summary>All of them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="site">What is the same on all pages.</param>
    /// <param name="year">The account's display year; null where that is not known.</param>
    public static IEnumerable<ProofLine> Of(HtmlPage page, PageDefinition definition, SiteShape site, int? year)
    {
        var shape = definition.Page!;
        yield return Marker("signedIn", page, shape.SignedIn ?? site.SignedIn, isWanted: true);
        var shown = YearOf(page, definition, site);
        yield return new ProofLine(
            "displayYear", shown?.ToString(CultureInfo.InvariantCulture) ?? "not there, or several", shown is not null
                && shown == (year ?? shown),
            Elements(page, shape.DisplayYear ?? site.DisplayYear));
        yield return new ProofLine(
            "end", page.EndsWith(shape.End ?? site.EndOfPage)
                ? "it is whole"
                : "it was cut short", page.EndsWith(shape.End ?? site.EndOfPage), []);
        if (shape.Marker is { } marker && shape.Format == PageFormat.Html)
        {
            yield return Marker("marker", page, marker, isWanted: true);
        }

        if (shape.Gone is { } gone)
        {
            yield return Marker("gone", page, gone, isWanted: false);
        }

        foreach (var expected in shape.Expect ?? [])
        {
            yield return Marker("expect", page, expected, isWanted: true);
        }

        foreach (var line in definition.List is { } list ? OfList(page, list) : [])
        {
            yield return line;
        }
    }

    /// <summary>The year that a page shows; null where it shows none, or several.</summary>
    public static int? YearOf(HtmlPage page, PageDefinition definition, SiteShape site) =>
        page.Find(definition.Page?.DisplayYear ?? site.DisplayYear) is { } text ? YearText.Read(text) : null;

    private static IEnumerable<ProofLine> OfList(HtmlPage page, ListShape list)
    {
        if (list.Total is { Path: null } total)
        {
            var stated = page.Find(total) is { } text ? NumberText.Count(text) : null;
            yield return new ProofLine(
                "total", stated?.ToString(CultureInfo.InvariantCulture)
                    ?? "not there, or several", stated is not null, Elements(page, total));
        }

        if (list.Empty is { } empty)
        {
            var says = page.Showing(empty).ToList();
            yield return new ProofLine(
                "empty", says.Count > 0 ? "it says that there are none" : "it does not say that there are none", null, says);
        }

        if (list.Next is { } next)
        {
            var links = page.Showing(next).ToList();
            yield return new ProofLine("next", links.Count > 0 ? "there is a next page" : "there is no next page", null, links);
        }
    }

    private static ProofLine Marker(string word, HtmlPage page, Marker marker, bool isWanted)
    {
        var found = page.Showing(marker).ToList();
        return new ProofLine(word, found.Count > 0 ? "it is there" : "it is not there", isWanted == found.Count > 0, found);
    }

    private static List<AngleSharp.Dom.IElement> Elements(HtmlPage page, Capture capture) =>
        [.. page.Visible(capture.Selector).Where(element => capture.Regex.IsMatch(Words.Narrow(SeenText.Of(element))))];
}
