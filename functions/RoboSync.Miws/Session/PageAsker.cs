using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>
/// Asks for the pages of a session by their definitions: opens what must be opened first, turns from page to page where pages have no
/// address, and remembers the page of each definition that forms and links are found on.
/// </summary>
internal sealed class PageAsker(MiwsHttp http, PageDefinitions definitions)
{
    private readonly Mover mover = new(http, definitions.Site);
    private readonly Landing landing = new(http, definitions.Site);
    private readonly Dictionary<string, (Asked Asked, FetchedPage Page)> opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Asked Asked, FetchedPage Page)> last = new(StringComparer.Ordinal);

    /// <summary>The definition whose page was asked for last.</summary>
    public string Last { get; private set; } = "site";

    /// <summary>Whether a page is asked for by what was kept of the row that leads to it.</summary>
    public static bool NeedsRow(PageDefinition definition) => (definition.Page!.Open ?? []).Append(definition.Page.Request)
        .Append(definition.List?.Turn).Any(step => step?.Texts.Any(Placeholders.NameRow) is true);

    /// <summary>Forgets what a new session does not know.</summary>
    public void Forget()
    {
        opened.Clear();
        last.Clear();
        Last = "site";
    }

    /// <summary>Asks for a page.</summary>
    /// <exception cref="SyncException">
    /// What came instead; <see cref="FailureCode.SiteSessionLost"/> where the session is over.
    /// </exception>
    public async Task<FetchedPage> AskAsync(PageDefinition definition, Asked asked, CancellationToken cancellationToken)
    {
        Last = definition.Name;
        var page = definition.List?.Turn is { } turn && asked.Page > 1
            ? await TurnAsync(definition, turn, asked, cancellationToken)
            : await FirstAsync(definition, asked, cancellationToken);
        last[definition.Name] = (asked, page);
        page.For = new PagePurpose(definition.Name, asked.Number, asked.Page, opened.GetValueOrDefault(definition.Name).Page);
        return page;
    }

    /// <summary>The page that the steps before a download ended on.</summary>
    public FetchedPage Opened(PageDefinition definition) => opened[definition.Name].Page;

    private async Task<FetchedPage> FirstAsync(PageDefinition definition, Asked asked, CancellationToken cancellationToken)
    {
        var shape = definition.Page!;
        FetchedPage? from = null;
        if (shape.Open is { Length: > 0 })
        {
            var isFresh = opened.TryGetValue(definition.Name, out var known) && known.Asked.IsOfTheSame(asked) && shape.Request is not null
                && shape.Format == PageFormat.Html;
            from = isFresh ? known.Page : await OpenAsync(definition, shape.Open, asked, cancellationToken);
        }

        return shape.Request is null ? from! : await GoAsync(definition, shape.Request, from, asked, cancellationToken);
    }

    private async Task<FetchedPage> OpenAsync(PageDefinition definition, Step[] steps, Asked asked, CancellationToken cancellationToken)
    {
        FetchedPage? page = null;
        foreach (var step in steps)
        {
            page = await GoAsync(definition, step, page, asked, cancellationToken);
            if (step.Until is { } until && !page.Html.Shows(until))
            {
                throw ChangedPage.Of(definition, "a step before it does not end as it should (page.open)");
            }
        }

        opened[definition.Name] = (asked, page!);
        return page!;
    }

    private async Task<FetchedPage> TurnAsync(PageDefinition definition, Step turn, Asked asked, CancellationToken cancellationToken)
    {
        var canJump = turn.Texts.Any(Placeholders.NamePage);
        var isKnown = last.TryGetValue(definition.Name, out var known) && known.Asked.IsOfTheSame(asked)
            && (canJump || known.Asked.Page < asked.Page);
        var page = isKnown ? known.Page : await FirstAsync(definition, asked with { Page = 1 }, cancellationToken);
        for (var number = canJump ? asked.Page : isKnown ? known.Asked.Page + 1 : 2; number <= asked.Page; number++)
        {
            page = await GoAsync(definition, turn, page, asked with { Page = number }, cancellationToken);
        }

        return page;
    }

    private async Task<FetchedPage> GoAsync(
        PageDefinition definition, Step step, FetchedPage? from, Asked asked, CancellationToken cancellationToken)
    {
        var shape = definition.Page!;
        from = step.On is { } on ? await OnAsync(on, asked, cancellationToken) : from;
        var page = await MoveAsync(shape, step, from, asked, cancellationToken);
        page.For = new PagePurpose(definition.Name, asked.Number, asked.Page, Opened: null) { IsOnTheWay = true };
        if (!page.IsRedirect && page.IsPage && landing.Find(page) is not null)
        {
            // What came in between has been left: the page itself is asked for once more.
            await landing.SettleAsync(page, asked, until: null, cancellationToken);
            page = await MoveAsync(shape, step, from, asked, cancellationToken);
            page.For = new PagePurpose(definition.Name, asked.Number, asked.Page, Opened: null) { IsOnTheWay = true };
        }

        if (shape.Format != PageFormat.Html && !page.IsPage && !page.IsRedirect && ReferenceEquals(step, shape.Request))
        {
            return page;
        }

        // A page of frames says in its own way that it is the right one.
        return step.Until is { } until && !page.IsRedirect && page.Html.Shows(until) ? page
            : Obstacles.Find(http, page, definitions.Site, shape.SignedIn) is { } obstacle ? throw obstacle
            : page;
    }

    private async Task<FetchedPage> MoveAsync(
        PageShape shape, Step step, FetchedPage? from, Asked asked, CancellationToken cancellationToken)
    {
        var page = await mover.RunAsync(step, from, asked, shape.Charset, mayRepeat: true, cancellationToken);
        if (page.IsRedirect && Obstacles.IsSignIn(http, http.Target(page), definitions.Site))
        {
            return page;
        }

        // A plain path leads to its page, or to one that comes instead: in between, or because the session is over or the site is away.
        var isPlain = step.Get is not null && !page.IsRedirect && definitions.Site.InBetween is null;
        if (isPlain || !(page.IsRedirect || page.IsPage))
        {
            return page;
        }

        var before = page;
        page = await landing.RedirectedAsync(page, step.Until ?? shape.Marker, cancellationToken);
        return step.Get is null || ReferenceEquals(page, before) || landing.Find(page) is not null
            || Obstacles.IsNamed(page, definitions.Site) ? page : before;
    }

    private async Task<FetchedPage> OnAsync(string name, Asked asked, CancellationToken cancellationToken)
    {
        if (last.TryGetValue(name, out var known))
        {
            return known.Page;
        }

        var definition = definitions.All.FirstOrDefault(one => one.Name == name)
            ?? throw ChangedPage.Of(name, "a step begins on it, and there is no such definition");
        var shown = Last;
        var page = await AskAsync(
            definition, new Asked(asked.Year) { PageSize = definition.List?.PageSize ?? 0 }, cancellationToken);
        Last = shown;
        return page;
    }
}
