using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Pages.Captures;
using RoboSync.Pages.Shapes;

namespace RoboSync.Pages.Suggesting;

/// <summary>Drafts the definition of a list that is a table.</summary>
internal sealed class ListDraft(CapturedPages pages, Addresses addresses, string name)
{
    private readonly Draft draft = new(name);

    /// <summary>The tables that were taken for the list, one for each page.</summary>
    public IReadOnlyList<(SavedPage Saved, HtmlPage Html, TableShape Table)> Tables { get; private set; } = [];

    /// <summary>The places that fields can stand in.</summary>
    public IReadOnlyList<Spot> Spots { get; private set; } = [];

    /// <summary>The draft; null where the capture has no page of it.</summary>
    /// <param name="per">Where bookings stand, where it is their list.</param>
    public Draft? Make(BookingsPer? per = null)
    {
        var captured = pages.Of(name);
        if (captured.Count == 0)
        {
            return null;
        }

        if (per is BookingsPer.Date)
        {
            draft.Json["per"] = "date";
        }

        Tables = [.. captured.Select(page => (page.Saved, page.Html, Table: TableOf(page.Html)!)).Where(page => page.Table is not null)];
        new ProofDraft(pages, draft).Put();
        if (Tables.Count == 0)
        {
            draft.Say("grid", "", Confidence.Low, "no table with headings was found; cards are said with box and rows");
            return draft;
        }

        PutGrid(Tables[0].Html, Tables[0].Table);
        PutList(captured);
        Spots = [.. SpotsOf()];
        new FieldDrafts(draft, Spots, pages.Day).Put(NeedsOf(name, per));
        return draft;
    }

    /// <summary>What the code asks of the fields of a definition.</summary>
    public static IReadOnlyDictionary<string, FieldNeed> NeedsOf(string name, BookingsPer? per = null) =>
        DefinitionNeeds.FieldsOf(new PageDefinition(2, name, per, null, null, null, null, null, null, null));

    private TableShape? TableOf(HtmlPage page) =>
        page.Visible("table").OfType<IHtmlTableElement>().Select(TableShape.Of).OfType<TableShape>()
        .MaxBy(shape => NeedsOf(name).Keys.Sum(field => shape.Headings.Max(heading => Vocabulary.Score(name, field, heading.Text))));

    private void PutGrid(HtmlPage page, TableShape shape)
    {
        draft.Put("grid", "table", Selectors.Of(page, shape.Table), Confidence.High);
        if (!shape.HasHead || shape.Header > 1)
        {
            draft.Put("grid", "header", shape.Header, Confidence.High);
        }

        if (shape.Lines > 1)
        {
            draft.Put("grid", "linesPerRow", shape.Lines, Confidence.High);
        }

        var odd = Tables.SelectMany(one => one.Table.Odd).Select(SkipOf).DistinctBy(skip => skip.ToJsonString()).ToList();
        if (odd.Count > 0)
        {
            draft.Put(
                "grid", "skipRows", new JsonArray([.. odd.Select(skip => (JsonNode)skip)]), Confidence.Medium,
                "these rows are of another shape than the others: make sure that they tell of nobody");
        }
    }

    private static JsonObject SkipOf(IElement row) => Selectors.OfKind(row) is var selector && selector != "tr"
        ? new JsonObject { ["selector"] = selector }
        : new JsonObject
        {
            ["selector"] = "tr",
            ["firstCell"] = new JsonArray(SeenText.Of(row.Children[0])),
        };

    private void PutList(IReadOnlyList<(SavedPage Saved, HtmlPage Html)> captured)
    {
        var total = Pager.TotalOf(captured[0].Html);
        draft.Put(
            "list", "total",
            total is { } stated
                ? new JsonObject { ["selector"] = Selectors.Of(captured[0].Html, stated.Element), ["pattern"] = stated.Pattern }
                : null,
            total is null ? Confidence.Low : Confidence.High, total is null ? "where does the page say how many there are?" : "");
        draft.Put("list", "empty", EmptyOf(out var isSeen), isSeen ? Confidence.High : Confidence.Low, isSeen ? ""
            : $"not seen: save a page without entries as {name}-empty.html");
        PutNext(captured[0].Saved, captured[0].Html);
    }

    // A list of one page is taken to have its pages as another list of the site has.
    private void PutNext(SavedPage saved, HtmlPage html)
    {
        var next = Pager.NextOf(html);
        var rows = Tables[0].Table.Rows;
        if (next is { } link)
        {
            var selector = Selectors.Of(html, link.Link);
            addresses.Learn(Addresses.Target(saved, link.Link.GetAttribute("href")), rows, (selector, link.Text));
        }

        var (at, text) = addresses.Next ?? ("a", "次");
        var sure = next is not null ? Confidence.High : addresses.Next is not null ? Confidence.Medium : Confidence.Low;
        var look = next is not null ? "" : addresses.Next is not null ? "as on another list" : "no page has a next one: how is it linked?";
        draft.Put("list", "next", new JsonObject { ["selector"] = at, ["contains"] = text }, sure, look);
        if (addresses.Paging is { Placeholder: "{offset}" })
        {
            draft.Put("list", "pageSize", next is null ? addresses.PageSize : rows, sure, look);
        }
    }

    private JsonObject EmptyOf(out bool isSeen)
    {
        var message = pages.Message(name, "empty");
        var said = message is { } page ? Pager.NoneOf(page.Html) : null;
        isSeen = said is not null;
        return said is not null
            ? new JsonObject { ["selector"] = Selectors.Of(message!.Value.Html, said), ["contains"] = SeenText.Of(said).TrimEnd('。') }
            : new JsonObject { ["selector"] = "body", ["contains"] = "該当するデータはありません" };
    }

    private IEnumerable<Spot> SpotsOf()
    {
        var headings = Tables[0].Table.Headings;
        foreach (var heading in headings)
        {
            var place = new JsonObject { ["column"] = new JsonArray(heading.Text) };
            if (heading.Above.Length > 0 && headings.Count(other => other.Text == heading.Text) > 1)
            {
                place["under"] = new JsonArray(heading.Above);
            }

            var cells = Tables.SelectMany(page => page.Table.Headings.Where(other => other == heading).SelectMany(page.Table.CellsOf))
                .ToList();
            yield return new Spot(heading.Text, place, Vocabulary.IsOfVacation(heading.Above), cells);
        }
    }
}
