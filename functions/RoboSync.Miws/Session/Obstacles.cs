using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>What can come instead of the page that was asked for.</summary>
internal static class Obstacles
{
    /// <summary>
    /// The failure that a page shows, or null for a page of a signed-in session. A lost session is
    /// <see cref="FailureCode.SiteSessionLost"/>.
    /// </summary>
    /// <param name="http">Where it was read.</param>
    /// <param name="page">The page.</param>
    /// <param name="site">What is the same on all pages.</param>
    /// <param name="signedIn">How this page shows that the session is signed in; null for the site's way.</param>
    public static SyncException? Find(MiwsHttp http, FetchedPage page, SiteShape site, Marker? signedIn = null)
    {
        if (page.IsRedirect)
        {
            return IsSignIn(http, http.Target(page), site)
                ? new SyncException(FailureCode.SiteSessionLost, "MIWS redirects to its login page.")
                : new SyncException(FailureCode.SitePageChanged, "MIWS redirects to a page that no definition knows.");
        }

        return page.Html.Shows(signedIn ?? site.SignedIn) ? null
            : page.Html.Shows(site.Maintenance)
                ? new SyncException(FailureCode.SiteMaintenance, "MIWS shows its maintenance page.") { RetryAfter = page.RetryAfter }
            : page.Html.Shows(site.Challenge) ? new SyncException(FailureCode.SiteChallenge, "MIWS asks whether a person is there.")
            : page.Html.Shows(site.LoginPage) ? new SyncException(FailureCode.SiteSessionLost, "MIWS shows its login page.")
            : Redirects.Find(page.Html) is { } target && IsSignIn(http, http.Address(page.Address, target), site)
                ? new SyncException(FailureCode.SiteSessionLost, "MIWS leads to its login page.")
            : new SyncException(FailureCode.SitePageChanged, "The signed-in marker is missing.");
    }

    /// <summary>Whether a page is one that the definition names as coming instead of others.</summary>
    public static bool IsNamed(FetchedPage page, SiteShape site) => !page.IsRedirect && page.IsPage
        && (page.Html.Shows(site.Maintenance) || page.Html.Shows(site.Challenge) || page.Html.Shows(site.LoginPage));

    /// <summary>Whether an address is the one that the sign-in begins on.</summary>
    public static bool IsSignIn(MiwsHttp http, Uri address, SiteShape site) => site.SignIn.Steps[0].Get is { } path
        && address.AbsolutePath.StartsWith(http.Address(path).AbsolutePath, StringComparison.Ordinal);
}
