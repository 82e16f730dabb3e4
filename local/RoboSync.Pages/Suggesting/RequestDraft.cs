using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using RoboSync.Miws;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Suggesting;

/// <summary>
/// Drafts how pages are asked for, from the addresses that were captured, and from the links and forms that lead to them.
/// </summary>
internal sealed class RequestDraft(CapturedPages pages, Addresses addresses)
{
    private const string NotKnown = "its address is not known: capture it with addresses, or say it";

    /// <summary>Of a list of all: its address, behind a search where one leads to it.</summary>
    public void PutList(Draft draft)
    {
        var (saved, html) = pages.Of(draft.Name)[0];
        var form = pages.OnTheWayTo(draft.Name).Select(page => (page.Saved, page.Html, Form: SearchForm(page.Html)))
            .FirstOrDefault(page => page.Form is not null);
        if (form.Form is not null && form.Saved.Note.Address is { } search)
        {
            PutSearch(draft, form.Html, form.Form, addresses.PathOf(search, isList: false, NoValues));
        }

        var address = Pager.NextOf(html) is { } next ? Addresses.Target(saved, next.Link.GetAttribute("href")) : saved.Note.Address;
        PutPath(draft, address, NoValues, isList: true);
    }

    /// <summary>Of a list of one thing, or the page of one person, to which rows of another list lead.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="source">The draft of the list that leads to it.</param>
    /// <param name="rows">That list.</param>
    /// <param name="number">The field that says what each row is of.</param>
    public void PutOfOne(Draft draft, Draft source, ListDraft rows, string number)
    {
        var isList = DefinitionNeeds.IsList(draft.Name);
        var numbers = rows.Spots.Where(spot => Vocabulary.Score(source.Name, number, spot.Label) > 0)
            .MaxBy(spot => Vocabulary.Score(source.Name, number, spot.Label))?.Cells.Select(cell => SeenText.Of(cell)).ToHashSet(
                StringComparer.Ordinal) ?? [];
        var values = numbers.ToDictionary(one => one, _ => Placeholders.Number, StringComparer.Ordinal);
        var address = pages.Of(draft.Name).Select(page => page.Saved.Note.Address).FirstOrDefault(known => known is not null);
        if (address is not null && Addresses.Query(address).Any(pair => numbers.Contains(pair.Value)))
        {
            PutPath(draft, address, values, isList);
        }
        else if (LinkWithKey(rows) is { } link)
        {
            PutKey(draft, source, rows, link);
        }
        else if (LinkOfRows(rows, address) is { } plain)
        {
            PutPath(draft, plain, values, isList);
        }
        else
        {
            PutPath(draft, address, values, isList);
        }
    }

    private static readonly Dictionary<string, string> NoValues = new(StringComparer.Ordinal);

    private void PutPath(Draft draft, Uri? address, IReadOnlyDictionary<string, string> values, bool isList)
    {
        if (address is null)
        {
            draft.Put("page", "request", null, Confidence.Low, NotKnown);
            return;
        }

        var path = addresses.PathOf(address, isList, values);
        var isWhole = !isList || addresses.Paging is not null;
        var isOfOne = !DefinitionNeeds.IsOfOne(draft.Name) || path.Contains(Placeholders.Number, StringComparison.Ordinal);
        draft.Put(
            "page", "request", new JsonObject { ["get"] = path }, !isWhole || !isOfOne ? Confidence.Low
                : isList && Pager.NextOf(pages.Of(draft.Name)[0].Html) is null ? Confidence.Medium
                : Confidence.High,
            !isWhole ? "no list has a second page: how does one ask for it?" : !isOfOne ? "nothing in it says whose page it is" : "");
    }

    private static IElement? SearchForm(HtmlPage page) => page.Visible("form").FirstOrDefault(form =>
        form.QuerySelector("input[type=checkbox], select") is not null
            && form.QuerySelector("input[type=submit], input[type=image], button") is not null
            && form.QuerySelector("input[type=password]") is null);

    private void PutSearch(Draft draft, HtmlPage page, IElement form, string path)
    {
        var values = new JsonObject();
        foreach (var boxes in form.QuerySelectorAll("input[type=checkbox][name]").GroupBy(box => box.GetAttribute("name")!))
        {
            var imported = boxes.Where(box => MiwsMedium.Flows.Contains(LabelOf(box))).Select(box => (JsonNode)box.GetAttribute("value")!)
                .ToArray();
            if (imported.Length > 0)
            {
                values[boxes.Key] = new JsonArray(imported);
            }
        }

        foreach (var select in form.QuerySelectorAll("select[name]"))
        {
            var options = select.QuerySelectorAll("option").ToList();
            var chosen = options.Find(option => Regex.IsMatch(option.TextContent, "更新.*(新しい|降順)"))
                ?? options.Find(option => option.TextContent.Trim() == $"{addresses.PageSize}件");
            if (chosen is not null)
            {
                values[select.GetAttribute("name")!] = chosen.GetAttribute("value") ?? chosen.TextContent.Trim();
            }
        }

        var submit = new JsonObject { ["submit"] = Selectors.OfControl(form), ["values"] = values };
        if (form.QuerySelector("input[type=submit][name], input[type=image][name], button[name]") is { } button)
        {
            submit["button"] = Selectors.OfControl(button);
        }

        if (draft.Room("page")["marker"] is { } marker)
        {
            submit["until"] = marker.DeepClone();
        }

        var open = new JsonArray(
            new JsonObject { ["get"] = path, ["until"] = new JsonObject { ["selector"] = Selectors.OfControl(form) } }, submit);
        draft.Put(
            "page", "open", open, values.Count > 0 ? Confidence.Medium : Confidence.Low,
            "the search must ask for both selection flows, the newest change first");
    }

    private static string LabelOf(IElement box) => SeenText.Of(
        box.Closest("label") ?? (box.Id is { Length: > 0 } id ? box.Owner!.QuerySelector($"label[for='{id}']") : null) ?? box);

    private static (Spot Spot, IElement Link, string Attribute, string Pattern)? LinkWithKey(ListDraft rows)
    {
        foreach (var spot in rows.Spots)
        {
            if (spot.Cells.Select(cell => cell.QuerySelector("a")).FirstOrDefault(link => link is not null) is { } link
                && Addresses.KeyOf(link) is { } key)
            {
                return (spot, link, key.Attribute, key.Pattern);
            }
        }

        return null;
    }

    private static Uri? LinkOfRows(ListDraft rows, Uri? address)
    {
        foreach (var (saved, _, _) in rows.Tables.Take(1))
        {
            foreach (var link in rows.Spots.SelectMany(spot => spot.Cells).SelectMany(cell => cell.QuerySelectorAll("a[href]")))
            {
                if (Addresses.Target(saved, link.GetAttribute("href")) is { } target
                    && (address is null || target.AbsolutePath == address.AbsolutePath))
                {
                    return target;
                }
            }
        }

        return null;
    }

    // A script fills the key into a form of the list and sends it.
    private static void PutKey(
        Draft draft, Draft source, ListDraft rows, (Spot Spot, IElement Link, string Attribute, string Pattern) link)
    {
        var keep = (JsonObject)link.Spot.Place.DeepClone();
        (keep["selector"], keep["attribute"], keep["pattern"]) = ("a", link.Attribute, link.Pattern);
        source.Room("row")["keep"] = new JsonObject { ["key"] = keep };
        source.Say("row.keep.key", Draft.Plain(keep), Confidence.Medium, "the key that the link hands to a script");
        var hidden = rows.Tables[0].Html.Find("form").Select(form => (Form: form, Input: EmptyHidden(form)))
            .FirstOrDefault(one => one.Input is not null);
        draft.Put("page", "request", hidden.Input is null ? null : new JsonObject
        {
            ["submit"] = Selectors.OfControl(hidden.Form), ["on"] = source.Name,
            ["values"] = new JsonObject { [hidden.Input.GetAttribute("name")!] = "{row.key}" },
        }, hidden.Input is null ? Confidence.Low : Confidence.Medium, hidden.Input is null ? "which form does the script fill in?" : "");
    }

    private static IElement? EmptyHidden(IElement form) =>
        form.QuerySelectorAll("input[type=hidden][name]").FirstOrDefault(input => input.GetAttribute("value") is null or "");
}
