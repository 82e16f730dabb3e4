using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Session;

/// <summary>What happens behind a move before its page is there: redirects are followed, and pages that come in between are left.</summary>
internal sealed class Landing(MiwsHttp http, SiteShape site)
{
    private const int MostRedirects = 5;
    private const int MostTimes = 2;

    private readonly Mover mover = new(http, site);

    /// <summary>Goes on until a page is there that leads nowhere by itself and is none that comes in between.</summary>
    /// <param name="page">What a move led to.</param>
    /// <param name="asked">What stands in braces.</param>
    /// <param name="until">What the page shows that is meant; null where that is proven otherwise.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<FetchedPage> SettleAsync(FetchedPage page, Asked asked, Marker? until, CancellationToken cancellationToken)
    {
        var times = new Dictionary<InBetween, int>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            page = await RedirectedAsync(page, until, cancellationToken);
            if (Find(page) is not { } between || times.GetValueOrDefault(between) >= MostTimes)
            {
                return page;
            }

            times[between] = times.GetValueOrDefault(between) + 1;
            page = await mover.RunAsync(between, page, asked, page.Charset, mayRepeat: false, cancellationToken);
        }
    }

    /// <summary>The page in between that a page is; null where it is none.</summary>
    public InBetween? Find(FetchedPage page) => page.IsRedirect ? null
        : Array.Find(site.InBetween ?? [], between => page.Html.Shows(between.When));

    /// <summary>Follows where a page leads by itself.</summary>
    /// <param name="page">The page.</param>
    /// <param name="until">What the page shows that is meant; null where that is proven otherwise.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<FetchedPage> RedirectedAsync(FetchedPage page, Marker? until, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects < MostRedirects; redirects++)
        {
            if (!page.IsRedirect && (!page.IsPage || IsKnown(page.Html, until)))
            {
                return page;
            }

            if (await mover.RedirectedAsync(page, cancellationToken) is not { } behind)
            {
                return page;
            }

            page = behind;
        }

        return page;
    }

    private bool IsKnown(HtmlPage page, Marker? until) => (until is not null && page.Shows(until)) || page.Shows(site.SignedIn)
        || page.Shows(site.LoginPage) || page.Shows(site.Maintenance) || page.Shows(site.Challenge)
        || Array.Exists(site.SignIn.Refusals, refusal => page.Shows(new Marker(refusal.Selector, refusal.Contains)))
        || Array.Exists(site.InBetween ?? [], between => page.Shows(between.When));
}
