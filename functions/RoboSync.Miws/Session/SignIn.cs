using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>Signs in by the site's own steps. A refusal is final: it is never tried twice.</summary>
internal sealed class SignIn(MiwsHttp http, SiteShape site)
{
    private readonly Landing landing = new(http, site);
    private readonly Mover mover = new(http, site);

    /// <summary>Signs in and returns the page that the last step ends on.</summary>
    /// <exception cref="SyncException">
    /// The site refuses, or a step does not end as the definition says; <see cref="FailureCode.SiteSessionLost"/> where it took the password
    /// and asks for it again at once: somebody else signed in with the same login meanwhile.
    /// </exception>
    public async Task<FetchedPage> RunAsync(Asked asked, CancellationToken cancellationToken)
    {
        var page = await RunAsync(site.SignIn.Steps, asked, cancellationToken);
        return page!.Html.Shows(site.SignedIn)
            ? page
            : throw ChangedPage.Of("site", "the sign-in ends on a page without the signed-in marker");
    }

    /// <summary>Goes to the form that asks for the password, and no further.</summary>
    /// <exception cref="SyncException">The site does not show it as the definition says.</exception>
    public async Task OpenAsync(Asked asked, CancellationToken cancellationToken)
    {
        var before = Array.FindIndex(site.SignIn.Steps, HasPassword);
        var page = await RunAsync(site.SignIn.Steps[..before], asked, cancellationToken);
        if (site.SignIn.Steps[before].Submit is not null && page is not null)
        {
            FilledForm.Of(page.Html, site.SignIn.Steps[before], asked);
        }
    }

    private async Task<FetchedPage?> RunAsync(Step[] steps, Asked asked, CancellationToken cancellationToken)
    {
        FetchedPage? page = null;
        for (var index = 0; index < steps.Length; index++)
        {
            var step = steps[index];
            var moved = await mover.RunAsync(step, page, asked, charset: null, mayRepeat: !HasPassword(step), cancellationToken);
            page = await landing.SettleAsync(moved, asked, step.Until, cancellationToken);
            if (!page.Html.Shows(step.Until!))
            {
                throw Refused(page, index, wasLetIn: steps[..index].Any(HasPassword) || (HasPassword(step) && LeadsIn(moved)));
            }
        }

        return page;
    }

    private static bool HasPassword(Step step) =>
        step.Texts.Any(text => text.Contains(Placeholders.Password, StringComparison.Ordinal));

    // Whoever takes a password leads on; whoever does not shows the form again, or leads back to it.
    private bool LeadsIn(FetchedPage answer)
    {
        var target = answer.IsRedirect ? http.Target(answer)
            : answer.IsPage && Redirects.Find(answer.Html) is { } said ? http.Address(answer.Address, said)
            : null;
        return target is not null && !Obstacles.IsSignIn(http, target, site);
    }

    private SyncException Refused(FetchedPage page, int index, bool wasLetIn)
    {
        var refusal = Array.Find(site.SignIn.Refusals, refusal => page.Html.Shows(new Marker(refusal.Selector, refusal.Contains)));
        return refusal is not null
            ? new SyncException(refusal.Failure, "MIWS refused the sign-in.")
            : Obstacles.Find(http, page, site) is { } obstacle
                && (obstacle.Code is FailureCode.SiteMaintenance or FailureCode.SiteChallenge
                    || (wasLetIn && obstacle.Code == FailureCode.SiteSessionLost))
                ? obstacle
            : site.NoPermission is { } noPermission && page.IsPage && page.Html.Shows(noPermission)
                ? new SyncException(FailureCode.SitePermissionMissing, "MIWS does not let this account in.")
                : ChangedPage.Of(
                    "site", string.Create(CultureInfo.InvariantCulture, $"step {index + 1} of the sign-in does not end as it should"));
    }
}
