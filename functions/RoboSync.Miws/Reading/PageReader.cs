using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Reading;

/// <summary>What a page of a list says.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many entries the list states in all; null where a download does not say.</param>
/// <param name="HasNext">Whether there is a next page.</param>
internal sealed record ListContent(IReadOnlyList<FieldValues> Rows, int? Total, bool HasNext);

/// <summary>
/// Reads a page by its definition: grid, rows, fields. Whatever is not as the definition says, or could be read in two ways, is
/// <see cref="FailureCode.SitePageChanged"/>: a missing column is never an empty one.
/// </summary>
internal static class PageReader
{
    private const string NoTotal = "the stated total is missing, or there are several";

    /// <summary>Reads a page of a list.</summary>
    /// <param name="page">The page.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="number">Which page of the list was asked for.</param>
    public static ListContent ReadList(HtmlPage page, PageDefinition definition, int number = 1)
    {
        var list = definition.List!;
        var total = TotalOf(page, definition) ?? throw ChangedPage.Of(definition, NoTotal);
        RefuseWhatIsNotWhole(page, definition);
        var saysNone = page.Shows(list.Empty!);
        if (saysNone && total > 0)
        {
            throw ChangedPage.Of(definition, "the page says there are none and states a total");
        }

        if (saysNone && !page.Visible((definition.Grid!.Table ?? definition.Grid.Box)!).Any())
        {
            return new ListContent([], 0, HasNext: false);
        }

        var rows = ReadRows(page, definition);
        return saysNone == (rows.Count == 0)
            ? new ListContent(rows, total, !saysNone && NextPage.Follows(page, definition, number, total))
            : throw ChangedPage.Of(definition, saysNone ? "the page says there are none and shows rows" : "the table has no rows");
    }

    /// <summary>Reads the rows of a page of a list, whatever else the page says.</summary>
    public static IReadOnlyList<FieldValues> ReadRows(HtmlPage page, PageDefinition definition) =>
        Rows(definition.Grid!.Table is null ? BoxGrid.Read(page, definition) : TableGrid.Read(page, definition), definition);

    /// <summary>Reads a downloaded list.</summary>
    /// <param name="text">The download.</param>
    /// <param name="opened">The page that led to it.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="number">Which page of the list was asked for.</param>
    public static ListContent ReadDownload(string text, HtmlPage opened, PageDefinition definition, int number = 1)
    {
        if (definition.Page!.End is { } end && !text.EndsWith(end, StringComparison.Ordinal))
        {
            throw ChangedPage.Of(definition, "the download was cut short");
        }

        if (definition.Page.Format == PageFormat.Csv)
        {
            var lines = Rows(CsvGrid.Read(text, definition, opened), definition);
            return Downloaded(definition, lines, TotalOf(opened, definition), number);
        }

        var document = JsonGrid.Open(text, definition);
        var rows = Rows(JsonGrid.Read(document, definition, opened), definition);
        var total = definition.List!.Total?.Path is not { } path ? TotalOf(opened, definition)
            : JsonGrid.Find(document, path) is { } found ? NumberText.Count(found.ToString())
            : null;
        return Downloaded(definition, rows, total, number);
    }

    /// <summary>Reads the page of one person.</summary>
    public static FieldValues ReadDetail(HtmlPage page, PageDefinition definition)
    {
        RefuseWhatIsNotWhole(page, definition);
        return ReadFields(page, definition);
    }

    /// <summary>Reads the fields of the page of one person, whatever else it says.</summary>
    public static FieldValues ReadFields(HtmlPage page, PageDefinition definition) => FieldReader.Read(new DetailRow(page), definition);

    /// <summary>Reads the JSON document of one person.</summary>
    public static FieldValues ReadDetail(string text, HtmlPage opened, PageDefinition definition) =>
        FieldReader.Read(new JsonRow(JsonGrid.Open(text, definition), opened), definition);

    private static List<FieldValues> Rows(IEnumerable<IRow> rows, PageDefinition definition)
    {
        var read = rows.Select(row => FieldReader.Read(row, definition)).ToList();
        RowKeys.RequireDistinct(read, definition);
        return read;
    }

    private static int? TotalOf(HtmlPage page, PageDefinition definition) =>
        definition.List!.Total is { } total && page.Find(total) is { } stated ? NumberText.Count(stated) : null;

    private static ListContent Downloaded(PageDefinition definition, List<FieldValues> rows, int? total, int number) =>
        total is null && definition.List!.Total is not null
            ? throw ChangedPage.Of(definition, NoTotal)
            : new ListContent(rows, total, NextPage.Follows(definition, number, total));

    private static void RefuseWhatIsNotWhole(HtmlPage page, PageDefinition definition)
    {
        if (definition.Page!.Forbid is not { } forbid)
        {
            return;
        }

        var grid = definition.Grid is { } shape ? page.First((shape.Table ?? shape.Box)!) : null;
        foreach (var element in page.Visible(forbid.Selector))
        {
            var text = Words.Narrow(SeenText.Of(element, but: grid));
            if (Array.Exists(forbid.NarrowWords, word => text.Contains(word, StringComparison.Ordinal)))
            {
                throw ChangedPage.Of(definition, "it says that the list is not whole");
            }
        }
    }
}
