using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Miws.Pages;

/// <summary>Whether a list goes on: by its link to the next page, by 1/3, or by the total and the size of a page.</summary>
internal static class NextPage
{
    /// <summary>Of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="number">Which page was asked for.</param>
    /// <param name="total">How many entries the list states.</param>
    /// <exception cref="Sync.Failures.SyncException">It says that it is another page than the one that was asked for.</exception>
    public static bool Follows(HtmlPage page, PageDefinition definition, int number, int total)
    {
        var list = definition.List!;
        if (list.Position is not { } capture)
        {
            return list.Next is { } next ? page.Shows(next) : Follows(definition, number, total);
        }

        var (shown, pages) = page.Find(capture) is { } text && NumberText.Position(text) is { } position
            ? position
            : throw ChangedPage.Of(definition, "the position among its pages is missing, or there are several");
        return shown == number
            ? list.Next is { } link ? page.Shows(link) : shown < pages
            : throw ChangedPage.Of(definition, "it is another page of the list than the one that was asked for");
    }

    /// <summary>By the size of a page alone; without one there is no next page.</summary>
    public static bool Follows(PageDefinition definition, int number, int? total) =>
        definition.List!.PageSize is { } size && total is { } all && (long)number * size < all;
}
