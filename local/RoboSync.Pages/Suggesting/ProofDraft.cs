using System.Text.Json.Nodes;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Suggesting;

/// <summary>Drafts what proves a page: its heading, how it says that somebody is gone, words that say that it is not whole.</summary>
internal sealed class ProofDraft(CapturedPages pages, Draft draft)
{
    private static readonly string[] NotWhole =
    [
        "上限", "先頭", "最初の", "のみ表示", "だけ表示", "件以上", "名以上", "一部のみ", "省略", "絞り込み", "検索条件", "超え", "制限", "最大", "打ち切",
        "多すぎ", "できません", "件まで",
    ];

    /// <summary>Puts it.</summary>
    public void Put()
    {
        var first = pages.Of(draft.Name)[0].Html;
        if (Pager.TitleOf(first, draft.Name) is { } title)
        {
            draft.Put(
                "page", "marker", new JsonObject { ["selector"] = Selectors.Of(first, title.Element), ["contains"] = title.Word },
                title.Word == Vocabulary.TitlesOf(draft.Name)[0] ? Confidence.High : Confidence.Medium);
        }
        else
        {
            draft.Put("page", "marker", null, Confidence.Low, "which heading does this page have and no other?");
        }

        if (pages.Message(draft.Name, "gone") is { } gone)
        {
            var said = Pager.NoneOf(gone.Html);
            draft.Put("page", "gone", said is null ? null : new JsonObject
            {
                ["selector"] = Selectors.Of(gone.Html, said), ["contains"] = SeenText.Of(said).TrimEnd('。'),
            }, said is null ? Confidence.Low : Confidence.High);
        }
        else if (DefinitionNeeds.IsOfOne(draft.Name))
        {
            draft.Say(
                "page.gone", "", Confidence.Medium, $"without it nobody is taken for gone; save such a page as {draft.Name}-gone.html");
        }

        draft.Room("page")["blank"] = new JsonArray([.. ValueForm.UsualBlanks.Select(word => (JsonNode)word)]);
        if (DefinitionNeeds.IsList(draft.Name))
        {
            var text = string.Concat(pages.Of(draft.Name).Select(page => Words.Narrow(SeenText.Of(page.Html.Document.DocumentElement))));
            var words = NotWhole.Where(word => !text.Contains(word, StringComparison.Ordinal));
            draft.Room("page")["forbid"] = new JsonObject
            {
                ["selector"] = "body", ["words"] = new JsonArray([.. words.Select(word => (JsonNode)word)]),
            };
            draft.Say(
                "page.forbid",
                "usual words that the page does not show",
                Confidence.Medium,
                "add what the site says of a list that is cut off");
        }
    }
}
