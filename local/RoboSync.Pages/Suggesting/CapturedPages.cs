using RoboSync.Miws.Pages;
using RoboSync.Pages.Captures;
using RoboSync.Sync.Failures;

namespace RoboSync.Pages.Suggesting;

/// <summary>The pages of a capture that a draft is made of, parsed.</summary>
internal sealed class CapturedPages(IReadOnlyList<SavedPage> capture)
{
    private readonly Dictionary<SavedPage, HtmlPage> parsed = new(ReferenceEqualityComparer.Instance);

    /// <summary>The account's display year; null where no page says it.</summary>
    public int? Year => capture.Select(page => page.Note.Year).FirstOrDefault(year => year is not null);

    /// <summary>The day of the capture, in Japan.</summary>
    public DateOnly Day => DateOnly.FromDateTime(capture[0].Note.At.ToOffset(TimeSpan.FromHours(9)).DateTime);

    /// <summary>Pages of a definition that are read, without those that were saved to show a message.</summary>
    public IReadOnlyList<(SavedPage Saved, HtmlPage Html)> Of(string definition) => All(definition)
        .Where(page => !page.Saved.Note.IsOnTheWay && !IsMessage(page.Saved)).OrderBy(page => page.Saved.Note.Page).ToList();

    /// <summary>Pages that lead to those of a definition.</summary>
    public IReadOnlyList<(SavedPage Saved, HtmlPage Html)> OnTheWayTo(string definition) =>
        All(definition).Where(page => page.Saved.Note.IsOnTheWay).ToList();

    /// <summary>A page that was saved to show a message, by the end of its name: <c>-empty</c>, <c>-gone</c>, <c>-refused</c>.</summary>
    public (SavedPage Saved, HtmlPage Html)? Message(string definition, string message) =>
        All(definition).Where(page => page.Saved.File.Contains($"-{message}", StringComparison.Ordinal))
            .Select(page => ((SavedPage, HtmlPage)?)page).FirstOrDefault();

    private static bool IsMessage(SavedPage page) =>
        SavedPage.Messages.Any(message => page.File.Contains($"-{message}", StringComparison.Ordinal));

    private IEnumerable<(SavedPage Saved, HtmlPage Html)> All(string definition)
    {
        foreach (var page in capture.Where(page => page.Note.Definition == definition && page.IsHtml))
        {
            if (!parsed.TryGetValue(page, out var html))
            {
                try
                {
                    parsed[page] = html = page.Parse(null);
                }
                catch (SyncException unreadable)
                {
                    throw new CannotDoException($"{page.File}: {unreadable.Detail}", unreadable);
                }
            }

            yield return (page, html);
        }
    }
}
