using System.Globalization;
using System.Net;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Pages.Captures;
using RoboSync.Pages.Shapes;
using RoboSync.Sync.Failures;

namespace RoboSync.Pages.Checking;

/// <summary>
/// Holds definitions against captured pages, by the reader that a run uses. Where that refuses the whole page, each field is read by
/// itself, so that all that is wrong is told at once.
/// </summary>
internal sealed class PageTrials(PageDefinitions definitions, IReadOnlyList<SavedPage> capture)
{
    private const string SaysGone = "gone";

    /// <summary>Holds a page against the definition that it is to be read by, or that takes it for its own.</summary>
    public PageTrial Try(SavedPage saved)
    {
        var name = saved.Note.Definition;
        if (name == "site" || saved.Note.IsOnTheWay)
        {
            return new SiteTrials(definitions).Try(saved);
        }

        try
        {
            var definition = definitions.All.FirstOrDefault(one => one.Name == name) ?? TakenBy(saved).FirstOrDefault();
            return definition is null
                ? new PageTrial(saved, name ?? "?", saved.ParseLoosely())
                {
                    Refusal = name is null ? "No definition's page.marker is on it." : $"There is no definition {name}.",
                }
                : Try(saved, definition);
        }
        catch (SyncException unreadable)
        {
            return new PageTrial(saved, name ?? "?", null) { Refusal = unreadable.Detail };
        }
    }

    private PageTrial Try(SavedPage saved, PageDefinition definition)
    {
        var trace = new FieldTrace();
        var isHtml = definition.Page!.Format == PageFormat.Html;
        var html = (isHtml ? saved : OpenedOf(saved)).Parse(definition.Page.Charset ?? definitions.Site.Charset, trace);
        var trial = new PageTrial(saved, definition.Name, html)
        {
            Proofs = [.. Proofs.Of(html, definition, definitions.Site, saved.Note.Year)],
            AlsoTakenFor = isHtml ? [.. TakenBy(saved).Where(other => other.Name != definition.Name).Select(other => other.Name)] : [],
        };
        ListContent? list = null;
        var refusal = Refusal(() => list = Read(saved, html, definition));
        if (refusal == SaysGone)
        {
            return trial with { IsGone = true, Proofs = [.. trial.Proofs.Where(proof => proof.Word == "gone")] };
        }

        return trial with
        {
            Refusal = refusal,
            List = list,
            Fields = refusal is null ? Findings(definition, trace, null) : OneByOne(saved, html, definition, trace),
            Unused = isHtml ? [.. Labels.Unused(html, definition)] : [],
        };
    }

    // As a run does.
    private ListContent? Read(SavedPage saved, HtmlPage html, PageDefinition definition)
    {
        var isHtml = definition.Page!.Format == PageFormat.Html;
        var year = (saved.Note.Year ?? Proofs.YearOf(html, definition, definitions.Site) ?? 0).ToString(CultureInfo.InvariantCulture);
        return Guarded.Read(definition.Name, () =>
        {
            if (isHtml)
            {
                PageProof.Require(
                    html, (HttpStatusCode)saved.Note.Status, definition, definitions.Site, year, FailureCode.SiteSeminarMissing);
            }
            else
            {
                PageProof.RequireYear(html, definitions.Site, year, definition.Page);
                PageProof.RequireDownload((HttpStatusCode)saved.Note.Status, saved.IsHtml, definition);
            }

            if (DefinitionNeeds.IsList(definition.Name))
            {
                var content = isHtml ? PageReader.ReadList(html, definition, saved.Note.Page)
                    : PageReader.ReadDownload(saved.Text(definition), html, definition, saved.Note.Page);
                TellTheRules(content, definition);
                return content;
            }

            var values = isHtml ? PageReader.ReadDetail(html, definition) : PageReader.ReadDetail(saved.Text(definition), html, definition);
            if (values.Unfit is null)
            {
                MiwsPages.ApplicantDetail(values);
            }

            return null;
        });
    }

    // The fields alone, whatever else the page says.
    private static void ReadFields(SavedPage saved, HtmlPage html, PageDefinition definition) => Guarded.Read(definition.Name, () =>
        (definition.Page!.Format == PageFormat.Html, DefinitionNeeds.IsList(definition.Name)) switch
        {
            (true, true) => PageReader.ReadRows(html, definition).Count,
            (true, false) => PageReader.ReadFields(html, definition).Kept.Count,
            (false, true) => PageReader.ReadDownload(saved.Text(definition), html, definition, saved.Note.Page).Rows.Count,
            (false, false) => PageReader.ReadDetail(saved.Text(definition), html, definition).Kept.Count,
        });

    // What a run makes of the rows: a number that is blank, or a date that is none, shows itself here.
    private static void TellTheRules(ListContent content, PageDefinition definition)
    {
        switch (definition.Name)
        {
            case "applicant-list":
                MiwsPages.ApplicantList(content, definition);
                break;
            case "seminar-list":
                MiwsPages.SeminarList(content, definition);
                break;
            case "booking-list" when definition.Per != BookingsPer.Applicant:
                MiwsPages.BookingList(content, definition);
                break;
            default:
                MiwsPages.List(content, definition, row => row);
                break;
        }
    }

    private IReadOnlyList<FieldFinding> OneByOne(SavedPage saved, HtmlPage html, PageDefinition definition, FieldTrace trace)
    {
        if (Refusal(() => ReadFields(saved, html, OneField.None(definition))) is { } noRows)
        {
            // Without rows no field has a place: what is wrong is told once.
            return [.. definition.All.Fields.Select((one, index) => FindingOf(one, [], [], index == 0 ? noRows : "as above"))];
        }

        var findings = new List<FieldFinding>();
        foreach (var one in definition.All.Fields)
        {
            trace.Clear();
            var wrong = Refusal(() => ReadFields(saved, html, OneField.Of(definition, one.Name, one.IsKept)));
            findings.Add(FindingOf(one, [.. trace.PlacesOf(one.Name)], [.. trace.ValuesOf(one.Name)], wrong));
        }

        return findings;
    }

    private static IReadOnlyList<FieldFinding> Findings(PageDefinition definition, FieldTrace trace, string? wrong) =>
        [.. definition.All.Fields.Select(one => FindingOf(one, trace.PlacesOf(one.Name), trace.ValuesOf(one.Name), wrong))];

    private static FieldFinding FindingOf(
        (string Name, FieldDefinition Field, bool IsKept) one, IReadOnlyList<ReadPlace> places, IReadOnlyList<ReadValue> values,
        string? wrong) => new(
            one.IsKept ? $"row.{one.Name}" : one.Name, FieldFinding.PlaceOf(one.Field), FieldFinding.KindOf(one.Field),
            one.Field.Allowed is not null, places, values, wrong);

    private IEnumerable<PageDefinition> TakenBy(SavedPage saved) => !saved.IsHtml ? [] : definitions.All.Where(definition =>
        definition.Page is { Format: PageFormat.Html, Marker: { } marker }
        && saved.Parse(definition.Page.Charset ?? definitions.Site.Charset).Shows(marker));

    private SavedPage OpenedOf(SavedPage saved) => capture.FirstOrDefault(page => page.File == saved.Note.Opened)
        ?? throw new SyncException(FailureCode.SitePageChanged, "The page that led to this download is not in the capture.");

    private static string? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (SyncException refused)
        {
            return refused.Code == FailureCode.SiteSeminarMissing ? SaysGone
                : refused.Code == FailureCode.SitePageChanged ? Sentence(refused.Detail) : $"{refused.Code}: {refused.Detail}";
        }
    }

    // Which page it is stands above it.
    private static string Sentence(string detail) => detail.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end
        && detail.StartsWith("Page ", StringComparison.Ordinal) ? char.ToUpperInvariant(detail[end + 2]) + detail[(end + 3)..] : detail;
}
