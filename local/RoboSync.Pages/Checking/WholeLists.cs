using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Rows;

namespace RoboSync.Pages.Checking;

/// <summary>Tells of each list of a capture whether its pages are the whole list.</summary>
internal static class WholeLists
{
    /// <summary>A sentence for each list, and whether it is proven whole; null where its pages were not all captured.</summary>
    public static IEnumerable<(string List, string Said, bool? IsWhole)> Of(IReadOnlyList<PageTrial> trials, PageDefinitions definitions)
    {
        foreach (var list in trials.Where(trial => trial.List is not null).GroupBy(ListOf))
        {
            var definition = definitions.All.First(one => one.Name == list.Key.Name);
            var pages = list.OrderBy(trial => trial.Saved.Note.Page).ToList();
            var keys = pages.SelectMany(page => page.List!.Rows).Select(row => RowKeys.Of(row, definition)).ToList();
            var distinct = keys.Distinct(StringComparer.Ordinal).Count();
            var total = pages[0].List!.Total;
            var isAll = !pages[^1].List!.HasNext
                && pages.Select(page => page.Saved.Note.Page).SequenceEqual(Enumerable.Range(1, pages.Count));
            var read = string.Create(
                CultureInfo.InvariantCulture,
                $"{distinct} distinct rows on {(pages.Count == 1 ? "one page" : $"{pages.Count} pages")}, "
                + $"{total?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} stated");
            yield return (
                $"{list.Key.Name} ({pages[0].Saved.File})",
                !isAll ? $"{read}: the list goes on behind what was captured"
                    : distinct < keys.Count ? $"{read}: a row is there twice"
                    : distinct == (total ?? distinct) ? $"{read}: it is whole"
                    : $"{read}: it is not whole",
                isAll ? distinct == keys.Count && distinct == (total ?? distinct) : null);
        }
    }

    // Of pages that a browser saved nobody knows whose they are: each is a list of its own.
    private static (string Name, string Number) ListOf(PageTrial trial) => (
        trial.Name,
        trial.Saved.Note is { Number: "", Page: 1 } && DefinitionNeeds.IsOfOne(trial.Name) ? trial.Saved.File : trial.Saved.Note.Number);
}
