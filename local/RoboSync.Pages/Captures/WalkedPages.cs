using Microsoft.Playwright;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Pages.Suggesting;
using RoboSync.Sync.Failures;

namespace RoboSync.Pages.Captures;

/// <summary>
/// Tells what the pages are that a person walked through: by the definitions' own markers, else by the usual headings of such pages. What
/// comes before the first page of a session is the sign-in, and a page that is nothing else leads to the next one.
/// </summary>
internal static class WalkedPages
{
    /// <summary>Lets a person walk, and writes what came.</summary>
    /// <param name="page">The window.</param>
    /// <param name="site">Where to begin.</param>
    /// <param name="person">Who walks.</param>
    /// <param name="folder">Definitions in the place of the shipped ones; null for none.</param>
    /// <param name="year">The account's display year; null where that is not known.</param>
    /// <param name="target">Where to.</param>
    /// <param name="say">Is told what was lost.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<IReadOnlyList<SavedPage>> TakeAsync(
        IPage page, Uri site, Func<IPage, Func<Task>, Task> person, DirectoryInfo? folder, int? year, CaptureFolder target,
        Action<string> say, CancellationToken cancellationToken)
    {
        var definitions = await DefinitionFolder.ReadAsync(folder);
        var documents = await WatchedBrowser.WatchAsync(page, site, person, cancellationToken);
        foreach (var lost in documents.Where(document => document.Bytes.Length == 0))
        {
            say($"{lost.Address.AbsolutePath} went by too quickly to be taken: look at it once more, and wait a moment.");
        }

        var pages = Of(documents, definitions, year);
        await target.WriteAsync(pages, definitions, cancellationToken);
        return pages;
    }

    /// <summary>The documents as pages of a capture.</summary>
    private static IReadOnlyList<SavedPage> Of(
        IReadOnlyList<WatchedBrowser.Document> documents, PageDefinitions definitions, int? year)
    {
        var pages = new List<SavedPage>();
        var isSignedIn = false;
        foreach (var document in documents.Where(document => document.Bytes.Length > 0))
        {
            var note = new PageNote(null, document.At)
            {
                Address = document.Address, Status = document.Status, ContentType = document.Type, Year = year,
            };
            var page = new SavedPage(CaptureFolder.NameOf(pages.Count + 1, null, "", ".html"), note, document.Bytes);
            var html = TryParse(page, definitions.Site);
            var name = html is null ? null : NameOf(html, definitions);
            isSignedIn |= name is not null;
            name ??= isSignedIn ? null : "site";
            pages.Add(page with
            {
                File = CaptureFolder.NameOf(pages.Count + 1, name, "", ".html"),
                Note = note with { Definition = name, Page = name is null ? 1 : PageOf(pages, name) },
            });
        }

        return [.. pages.Select((page, index) => page.Note.Definition is not null ? page : OnTheWay(page, index, pages))];
    }

    // One list after the other of the same kind: its next page, unless it is of somebody else.
    private static int PageOf(List<SavedPage> pages, string name) => DefinitionNeeds.IsList(name) && !DefinitionNeeds.IsOfOne(name)
        ? pages.Count(page => page.Note.Definition == name) + 1
        : 1;

    private static SavedPage OnTheWay(SavedPage page, int index, List<SavedPage> pages)
    {
        var next = pages.Skip(index).Select(later => later.Note.Definition).FirstOrDefault(definition => definition is not null);
        return page with
        {
            File = CaptureFolder.NameOf(index + 1, next, "-step", ".html"),
            Note = page.Note with { Definition = next, IsOnTheWay = true },
        };
    }

    private static string? NameOf(HtmlPage page, PageDefinitions definitions) =>
        definitions.All.FirstOrDefault(definition => definition.Page?.Marker is { } marker && page.Shows(marker))?.Name
        ?? definitions.All.Select(definition => definition.Name).Append("date-list").Distinct(StringComparer.Ordinal)
            .FirstOrDefault(name => Pager.TitleOf(page, name) is { } title && title.Word == Vocabulary.TitlesOf(name)[0]);

    private static HtmlPage? TryParse(SavedPage page, SiteShape site)
    {
        try
        {
            return page.Parse(site.Charset);
        }
        catch (SyncException)
        {
            return null;
        }
    }
}
