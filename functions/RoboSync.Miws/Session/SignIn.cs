using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>Signs in by the site's own form. A refusal is final: it is never tried twice.</summary>
internal static class SignIn
{
    private const int MostRedirects = 3;

    /// <summary>Signs in and returns the first page behind the form.</summary>
    /// <exception cref="SyncException">The site refuses, or its form is not as the definition says.</exception>
    public static async Task<FetchedPage> RunAsync(
        MiwsHttp http, SiteShape site, Credentials credentials, CancellationToken cancellationToken)
    {
        var (page, form) = await OpenAsync(http, site, cancellationToken);
        var fields = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>()
            .Select(hidden => KeyValuePair.Create(hidden.Name ?? "", hidden.Value))
            .Append(KeyValuePair.Create(site.SignIn.LoginIdField, credentials.LoginId))
            .Append(KeyValuePair.Create(site.SignIn.PasswordField, credentials.Password))
            .ToList();
        page = await http.PostAsync(page, form.GetAttribute("action"), fields, cancellationToken);
        for (var redirects = 0; page.IsRedirect && redirects < MostRedirects; redirects++)
        {
            page = await http.FollowAsync(page, cancellationToken);
        }

        return page.Html.Shows(site.SignedIn) ? page : throw Refused(http, page, site);
    }

    /// <summary>Opens the page of the form.</summary>
    /// <exception cref="SyncException">The site does not show it as the definition says.</exception>
    public static async Task<(FetchedPage Page, IHtmlFormElement Form)> OpenAsync(
        MiwsHttp http, SiteShape site, CancellationToken cancellationToken)
    {
        var page = await http.GetAsync(site.SignIn.Path, cancellationToken);
        return Obstacles.Find(http, page, site) is { } obstacle && obstacle.Code != FailureCode.SiteSessionLost
            ? throw obstacle
            : page.Html.Document.QuerySelector(site.SignIn.Form) is IHtmlFormElement form
                ? (page, form)
                : throw new SyncException(FailureCode.SitePageChanged, "Page site: the sign-in form is missing.");
    }

    private static SyncException Refused(MiwsHttp http, FetchedPage page, SiteShape site)
    {
        var refusal = Array.Find(site.SignIn.Refusals, refusal => page.Html.Shows(refusal.Selector, refusal.Contains));
        return refusal is not null
            ? new SyncException(refusal.Failure, "MIWS refused the sign-in.")
            : Obstacles.Find(http, page, site) is { } obstacle && obstacle.Code != FailureCode.SiteSessionLost
                ? obstacle
                : new SyncException(FailureCode.SitePageChanged, "Page site: neither signed in nor refused in a known way.");
    }
}

/// <summary>What can come instead of the page that was asked for.</summary>
internal static class Obstacles
{
    /// <summary>
    /// The failure that a page shows, or null for a page of a signed-in session. A lost session is
    /// <see cref="FailureCode.SiteSessionLost"/>.
    /// </summary>
    public static SyncException? Find(MiwsHttp http, FetchedPage page, SiteShape site)
    {
        if (page.IsRedirect)
        {
            return IsSignIn(http, page, site)
                ? new SyncException(FailureCode.SiteSessionLost, "MIWS redirects to its login page.")
                : new SyncException(FailureCode.SitePageChanged, "MIWS redirects to a page that no definition knows.");
        }

        return page.Html.Shows(site.SignedIn) ? null
            : page.Html.Shows(site.Maintenance)
                ? new SyncException(FailureCode.SiteMaintenance, "MIWS shows its maintenance page.") { RetryAfter = page.RetryAfter }
            : page.Html.Shows(site.Challenge) ? new SyncException(FailureCode.SiteChallenge, "MIWS asks whether a person is there.")
            : page.Html.Shows(site.LoginPage) ? new SyncException(FailureCode.SiteSessionLost, "MIWS shows its login page.")
            : new SyncException(FailureCode.SitePageChanged, "The signed-in marker is missing.");
    }

    private static bool IsSignIn(MiwsHttp http, FetchedPage redirect, SiteShape site) =>
        http.Target(redirect).AbsolutePath.StartsWith(http.Address(site.SignIn.Path).AbsolutePath, StringComparison.Ordinal);
}
