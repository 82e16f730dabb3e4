using System.Globalization;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Reading;

/// <summary>What a list page says.</summary>
internal sealed record ListContent(IReadOnlyList<FieldValues> Rows, int Total, bool HasNext);

/// <summary>
/// Reads a page by its definition. Whatever is not as the definition says, or could be read in two ways, is
/// <see cref="FailureCode.SitePageChanged"/>: a missing column is never an empty one. Messages name the definition and the field, never
/// what stands there.
/// </summary>
internal static class PageReader
{
    /// <summary>Reads a list page.</summary>
    public static ListContent ReadList(HtmlPage page, PageDefinition definition)
    {
        var list = definition.List!;
        var total = page.Find(list.Total) is { } stated && Conversions.Apply("integer", stated) is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : throw Changed(definition, "the stated total is missing, or there are several");
        RefuseWhatIsNotWhole(page, definition);
        var saysNone = page.Shows(list.Empty);
        if (saysNone && total > 0)
        {
            throw Changed(definition, "the page says there are none and states a total");
        }

        if (saysNone && !page.Visible(list.Table).Any())
        {
            return new ListContent([], 0, HasNext: false);
        }

        var rows = ListTable.Read(page, definition);
        return saysNone == (rows.Count == 0) ? new ListContent(rows, total, !saysNone && page.Shows(list.Next))
            : throw Changed(definition, saysNone ? "the page says there are none and shows rows" : "the table has no rows");
    }

    /// <summary>Reads a page of definition tables.</summary>
    public static FieldValues ReadTerms(HtmlPage page, PageDefinition definition)
    {
        var tables = new TermTables(page, definition);
        var values = new FieldValues();
        foreach (var (name, field) in definition.Fields!)
        {
            FieldReader.Read(values, definition, name, field, tables.CellOf(name, field));
        }

        return values;
    }

    /// <summary>The one table that a person sees under a selector.</summary>
    public static IHtmlTableElement TheTable(HtmlPage page, PageDefinition definition, string selector, string what)
    {
        var found = page.Visible(selector).Take(2).ToList();
        return found.Count switch
        {
            1 when found[0] is IHtmlTableElement table => table,
            2 => throw Changed(definition, $"{what} is there more than once"),
            _ => throw Changed(definition, $"{what} is missing"),
        };
    }

    public static SyncException Changed(PageDefinition definition, string what) =>
        new(FailureCode.SitePageChanged, $"Page {definition.Name}: {what}.");

    private static void RefuseWhatIsNotWhole(HtmlPage page, PageDefinition definition)
    {
        if (definition.List!.Forbid is not { } forbid)
        {
            return;
        }

        var table = page.First(definition.List.Table);
        foreach (var element in page.Visible(forbid.Selector))
        {
            var text = SeenText.Of(element, but: table);
            if (Array.Exists(forbid.Words, word => text.Contains(word, StringComparison.Ordinal)))
            {
                throw Changed(definition, "it says that the list is not whole");
            }
        }
    }
}
