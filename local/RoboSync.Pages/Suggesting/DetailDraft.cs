using System.Text.Json.Nodes;
using RoboSync.Miws.Pages;
using RoboSync.Pages.Shapes;

namespace RoboSync.Pages.Suggesting;

/// <summary>Drafts the definition of the page of one applicant: sections of labels and values.</summary>
internal sealed class DetailDraft(CapturedPages pages)
{
    private const string Name = "applicant-detail";

    private readonly Draft draft = new(Name);

    /// <summary>The places that fields can stand in.</summary>
    public IReadOnlyList<Spot> Spots { get; private set; } = [];

    /// <summary>The draft; null where the capture has no page of it.</summary>
    public Draft? Make()
    {
        var captured = pages.Of(Name);
        if (captured.Count == 0)
        {
            return null;
        }

        new ProofDraft(pages, draft).Put();
        var shown = captured.Select(page => Sections(page.Html)).ToList();
        var spots = new List<Spot>();
        foreach (var (key, section) in shown[0])
        {
            draft.Room("sections")[key] = SectionOf(captured[0].Html, section, shown[0].Values);
            foreach (var label in section.Select(term => term.Text).Distinct(StringComparer.Ordinal))
            {
                var cells = shown.SelectMany(page => page.GetValueOrDefault(key) ?? []).Where(term => term.Text == label);
                spots.Add(new Spot(
                    label, new JsonObject { ["section"] = key, ["term"] = new JsonArray(label) },
                    Vocabulary.IsOfVacation(section[0].Heading), [.. cells.Select(term => term.Cell)]));
            }
        }

        Spots = spots;
        new FieldDrafts(draft, spots, pages.Day).Put(ListDraft.NeedsOf(Name));
        DropUnused();
        return draft;
    }

    private static Dictionary<string, List<ShownTerm>> Sections(HtmlPage page)
    {
        var sections = new Dictionary<string, List<ShownTerm>>(StringComparer.Ordinal);
        foreach (var section in TermShape.Of(page).GroupBy(term => term.Section).Where(section => section.Count() > 1))
        {
            var terms = section.ToList();
            var key = KeyOf(terms[0].Heading, sections.Count + 1);
            sections[sections.ContainsKey(key) ? $"{key}{sections.Count + 1}" : key] = terms;
        }

        return sections;
    }

    private static string KeyOf(string heading, int number) => Vocabulary.IsOfVacation(heading) ? "vacation"
        : heading.Contains("住所", StringComparison.Ordinal) || heading.Contains("連絡先", StringComparison.Ordinal) ? "contact"
        : heading.Contains('学', StringComparison.Ordinal) ? "school"
        : heading.Contains("基本", StringComparison.Ordinal) ? "basic"
        : heading.Contains("エントリー", StringComparison.Ordinal) || heading.Contains("選考", StringComparison.Ordinal) ? "entry"
        : $"section{number}";

    private JsonObject SectionOf(HtmlPage page, List<ShownTerm> section, IEnumerable<List<ShownTerm>> all)
    {
        var (element, heading) = (section[0].Section, section[0].Heading);
        var shape = new JsonObject { ["selector"] = Selectors.Of(page, element) };
        var meant = page.Visible((string)shape["selector"]!).ToList();
        if (meant.Count > 1)
        {
            if (heading.Length > 0 && all.Count(other => other[0].Heading == heading) == 1)
            {
                shape["heading"] = new JsonArray(heading);
            }
            else
            {
                shape["nth"] = meant.IndexOf(element) + 1;
                draft.Say("sections", Draft.Plain(shape), Confidence.Low, "counted, since nothing names it");
            }
        }

        if (section[0].IsTd)
        {
            shape["terms"] = "td";
        }

        return shape;
    }

    private void DropUnused()
    {
        var text = draft.Room("fields").ToJsonString();
        foreach (var key in draft.Room("sections").Select(section => section.Key)
            .Where(key => !text.Contains($"\"section\":\"{key}\"", StringComparison.Ordinal)).ToList())
        {
            draft.Room("sections").Remove(key);
        }
    }
}
