using System.Text;
using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>Makes one move on the site: read a path, post, send a form, follow a link, enter a frame.</summary>
internal sealed class Mover(MiwsHttp http, SiteShape site)
{
    /// <summary>Makes a move.</summary>
    /// <param name="move">The move.</param>
    /// <param name="from">The page where we are; null before the first.</param>
    /// <param name="asked">What stands in braces.</param>
    /// <param name="charset">The encoding that the definition names for the page behind it; null for the site's.</param>
    /// <param name="mayRepeat">Whether a post that fails in passing may be tried again.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="SyncException">The form, link or frame is missing, or leads to another origin.</exception>
    public async Task<FetchedPage> RunAsync(
        Move move, FetchedPage? from, Asked asked, string? charset, bool mayRepeat, CancellationToken cancellationToken)
    {
        var page = move switch
        {
            { Get: { } path } => await http.GetAsync(http.Address(Placeholders.Path(path, asked)), cancellationToken),
            { Post: { } path } => await http.PostAsync(
                http.Address(Placeholders.Path(path, asked)), FormText.Of(Values(move, asked), EncodingOf(charset)), mayRepeat,
                cancellationToken),
            _ when from is null => throw ChangedPage.Of("site", "a step has no page that it begins on"),
            { Submit: not null } => await SubmitAsync(from, FilledForm.Of(from.Html, move, asked), move, mayRepeat, cancellationToken),
            { Follow: { } link } => await http.GetAsync(Target(from, TheOne(from, link, "link"), "href"), cancellationToken),
            _ => await http.GetAsync(Target(from, TheOne(from, new Marker(move.Frame!, null), "frame"), "src"), cancellationToken),
        };
        page.Charset = charset ?? page.Charset;
        return page;
    }

    /// <summary>Goes where a page itself leads at once: by its header, by meta refresh, or by a plain script.</summary>
    /// <returns>The page behind it; null where it leads nowhere.</returns>
    public async Task<FetchedPage?> RedirectedAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        var target = page.IsRedirect ? http.Target(page)
            : Redirects.Find(page.Html) is { } address ? http.Address(BaseOf(page), address)
            : null;
        if (target is null)
        {
            return null;
        }

        var behind = await http.GetAsync(target, cancellationToken);
        behind.Charset = page.Charset;
        return behind;
    }

    private async Task<FetchedPage> SubmitAsync(
        FetchedPage page, FilledForm form, Move move, bool mayRepeat, CancellationToken cancellationToken)
    {
        var address = string.IsNullOrWhiteSpace(form.Action) ? http.Address(page.Address, page.Address.AbsoluteUri)
            : http.Address(BaseOf(page), form.Action.Trim());
        var text = FormText.Of(form.Fields, page.Html.Encoding);

        // A password goes into no address, whatever the form says.
        return form.IsGet && !move.Texts.Any(value => value.Contains(Placeholders.Password, StringComparison.Ordinal))
            ? await http.GetAsync(new UriBuilder(address) { Query = text, Fragment = "" }.Uri, cancellationToken)
            : await http.PostAsync(address, text, mayRepeat, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(Move move, Asked asked) => (move.Values ?? [])
        .SelectMany(value => value.Value.Texts.Select(text => KeyValuePair.Create(value.Key, Placeholders.Text(text, asked))));

    private Encoding EncodingOf(string? charset) =>
        EncodingNames.TryFind(charset ?? site.Charset, out var encoding) && encoding is not null ? encoding : EncodingNames.Utf8;

    private Uri Target(FetchedPage page, IElement element, string attribute) =>
        element.GetAttribute(attribute) is { } target && !string.IsNullOrWhiteSpace(target)
            ? http.Address(BaseOf(page), target.Trim())
            : throw ChangedPage.Of("site", "the link or frame of a step leads nowhere");

    private Uri BaseOf(FetchedPage page) => page.Html.First("base[href]")?.GetAttribute("href") is { } address
        ? http.Address(page.Address, address.Trim())
        : page.Address;

    // The same link may stand above and below.
    private static IElement TheOne(FetchedPage page, Marker marker, string what)
    {
        var found = page.Html.Showing(marker).ToList();
        return found.Count == 0 ? throw ChangedPage.Of("site", $"the {what} of a step is missing")
            : found.TrueForAll(one => one.GetAttribute("href") == found[0].GetAttribute("href")) && (found.Count == 1 || what == "link")
                ? found[0]
            : throw ChangedPage.Of("site", $"there are several of the {what} of a step");
    }
}
