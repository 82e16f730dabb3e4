using System.Globalization;
using System.Net;
using System.Text;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;

namespace RoboSync.Pages.Checking;

/// <summary>What came of a check, as one HTML file: a table for each page, and the page with what was read outlined.</summary>
internal sealed class CheckReport(PageDefinitions definitions, bool isMasked)
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1240px; padding: 16px 24px; color: #1d2433 }
        h1 { font-size: 24px } h2 { font-size: 18px; margin: 40px 0 4px; padding-top: 12px; border-top: 2px solid #d5dbe6 }
        table { border-collapse: collapse; width: 100%; margin: 8px 0 } ul { margin: 4px 0; padding-left: 20px }
        th, td { text-align: left; padding: 5px 10px; border: 1px solid #d5dbe6; vertical-align: top; overflow-wrap: anywhere }
        th { background: #eef2f8 } td:first-child { white-space: nowrap }
        .good { color: #126b3a } .bad { color: #b3261e; font-weight: 600 } .note { color: #586174 }
        iframe { width: 100%; height: 520px; border: 1px solid #9aa5b8; resize: vertical } iframe.small { height: 240px }
        .legend span { display: inline-block; padding: 0 8px; margin-right: 12px; outline: 2px solid; outline-offset: -2px }
        """;

    /// <summary>The report.</summary>
    public string Of(IReadOnlyList<PageTrial> trials, IReadOnlyList<(string List, string Said, bool? IsWhole)> lists)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page definitions: check</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><style>").Append(Style)
            .Append("</style></head><body><h1>Page definitions: check</h1>");
        html.Append("<p class=\"note\">").Append(isMasked
            ? "Masked: of words only those of the definitions are shown, of values only what they look like."
            : "Not masked: this file holds people's data and is for this machine alone.").Append("</p>");
        WriteSummary(html, trials, lists);
        html.Append("<p class=\"legend\">On the pages: <span style=\"color:#126b3a\">✓ a field that was read</span>")
            .Append("<span style=\"color:#8a5a00\">○ a field that is blank</span><span style=\"color:#b3261e\">✗ a value that does not "
                + "fit</span>")
            .Append("<span style=\"color:#1f4e9c\">◆ what proves the page</span></p>");
        foreach (var (trial, index) in trials.Select((trial, index) => (trial, index)))
        {
            Write(html, trial, index);
        }

        return html.Append("</body></html>").ToString();
    }

    private static void WriteSummary(
        StringBuilder html, IReadOnlyList<PageTrial> trials, IReadOnlyList<(string List, string Said, bool? IsWhole)> lists)
    {
        html.Append("<table><thead><tr><th>Page</th><th>Definition</th><th>What came of it</th></tr></thead><tbody>");
        for (var index = 0; index < trials.Count; index++)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"#page{index}\">{Encode(trials[index].Saved.File)}</a></td><td>{Encode(trials[index].Name)}</td>")
                .Append(Cell(trials[index].Verdict, trials[index].IsGood)).Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (lists.Count > 0)
        {
            html.Append("<table><thead><tr><th>List</th><th>Whether it is whole</th></tr></thead><tbody>");
            foreach (var (list, said, isWhole) in lists)
            {
                html.Append("<tr><td>").Append(Encode(list)).Append("</td>").Append(Cell(said, isWhole)).Append("</tr>");
            }

            html.Append("</tbody></table>");
        }
    }

    private void Write(StringBuilder html, PageTrial trial, int index)
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<h2 id=\"page{index}\">{Encode(trial.Name)} <span class=\"note\">{Encode(trial.Saved.File)}</span></h2>");
        html.Append(trial.IsGood ? "<p class=\"good\">" : "<p class=\"bad\">").Append(Encode(trial.Verdict)).Append("</p><ul>");
        foreach (var proof in trial.Proofs)
        {
            html.Append(proof.IsGood is false ? "<li class=\"bad\">" : "<li>").Append(Encode($"{proof.Word}: {proof.Said}"))
                .Append("</li>");
        }

        html.Append("</ul>");
        if (trial.Fields.Count > 0)
        {
            html.Append(
                "<table><thead><tr><th>Field</th><th>From</th><th>Must be</th><th>Says</th><th>Came of it</th></tr></thead><tbody>");
            foreach (var field in trial.Fields)
            {
                html.Append("<tr><td>").Append(Encode(field.Name)).Append("</td><td>").Append(Encode(field.Place)).Append("</td><td>")
                    .Append(Encode(field.Kind)).Append("</td><td>").Append(Encode(field.Sample(isMasked ? PageMask.Mask : text => text)))
                    .Append("</td>").Append(Cell(CheckTable.Said(field), field.IsGood ? null : false)).Append("</tr>");
            }

            html.Append("</tbody></table>");
        }

        if (trial.Unused.Count > 0)
        {
            html.Append("<p class=\"note\">No field reads: ").Append(Encode(string.Join(", ", trial.Unused))).Append("</p>");
        }

        if (trial.Html is { } page && page.First("frameset") is null)
        {
            html.Append("<iframe sandbox=\"allow-same-origin\"").Append(trial.IsOnTheWay ? " class=\"small\"" : "").Append(" title=\"")
                .Append(Encode(trial.Saved.File)).Append("\" srcdoc=\"")
                .Append(Encode(new OutlinedPage(definitions, isMasked).Of(page, trial))).Append("\"></iframe>");
        }
    }

    private static string Cell(string text, bool? isGood) =>
        $"<td{(isGood is { } good ? good ? " class=\"good\"" : " class=\"bad\"" : "")}>{Encode(text)}</td>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
