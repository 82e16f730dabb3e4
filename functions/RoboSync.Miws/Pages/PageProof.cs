using System.Globalization;
using System.Net;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Pages;

/// <summary>Proof that a page of a signed-in session is the one that was asked for, whole, and of the right year.</summary>
internal static class PageProof
{
    /// <summary>Throws where the proof is missing.</summary>
    /// <param name="page">The page.</param>
    /// <param name="status">Status of the answer.</param>
    /// <param name="definition">What was asked for.</param>
    /// <param name="site">What is the same on all pages.</param>
    /// <param name="year">The account's display year.</param>
    /// <param name="gone">What it means that the page says there is no such thing.</param>
    public static void Require(
        HtmlPage page, HttpStatusCode status, PageDefinition definition, SiteShape site, string year, FailureCode gone)
    {
        var shape = definition.Page!;
        RequireYear(page, site, year, shape);
        if (site.NoPermission is { } noPermission && page.Shows(noPermission))
        {
            throw new SyncException(FailureCode.SitePermissionMissing, $"MIWS does not let this account see page {definition.Name}.");
        }

        var isThere = page.Shows(shape.Marker!);
        if (shape.Gone is { } marker && page.Shows(marker))
        {
            throw isThere
                ? ChangedPage.Of(definition, "it shows its marker and says that there is no such page")
                : new SyncException(gone, $"MIWS says that there is no such page {definition.Name}.");
        }

        if (!isThere)
        {
            throw ChangedPage.Of(definition, $"its marker is missing (status {(int)status})");
        }

        if (status != HttpStatusCode.OK)
        {
            throw ChangedPage.Of(definition, $"it came with status {(int)status}");
        }

        if (Array.FindIndex(shape.Expect ?? [], expected => !page.Shows(expected)) is >= 0 and var missing)
        {
            throw ChangedPage.Of(definition, $"what it must show is missing (expect, {missing + 1}.)");
        }
    }

    /// <summary>Throws where a page came in the place of a download.</summary>
    public static void RequireDownload(HttpStatusCode status, bool isPage, PageDefinition definition)
    {
        if (isPage || status != HttpStatusCode.OK)
        {
            throw ChangedPage.Of(definition, isPage ? "a page came in the place of a download" : $"it came with status {(int)status}");
        }
    }

    /// <summary>Throws where the page was cut short, or does not show exactly the one year.</summary>
    /// <param name="page">The page.</param>
    /// <param name="site">What is the same on all pages.</param>
    /// <param name="year">The account's display year.</param>
    /// <param name="shape">What is another on this page; null for a page that no definition is of.</param>
    public static void RequireYear(HtmlPage page, SiteShape site, string year, PageShape? shape = null)
    {
        if (!page.EndsWith(shape?.End ?? site.EndOfPage))
        {
            throw new SyncException(FailureCode.SitePageChanged, "Page site: the page was cut short.");
        }

        var shown = page.Find(shape?.DisplayYear ?? site.DisplayYear) is { } text && YearText.Read(text) is { } number
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new SyncException(FailureCode.SitePageChanged, "Page site: the display year is missing, or there are several.");
        if (shown != year)
        {
            throw new SyncException(FailureCode.SiteDisplayYearDiffers, $"MIWS shows {shown} and the account's display year is {year}.");
        }
    }
}
