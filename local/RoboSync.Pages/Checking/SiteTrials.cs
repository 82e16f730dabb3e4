using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Session;
using RoboSync.Pages.Captures;
using RoboSync.Sync.Failures;

namespace RoboSync.Pages.Checking;

/// <summary>Holds pages of the sign-in, and those on the way, against the definition of the site.</summary>
internal sealed class SiteTrials(PageDefinitions definitions)
{
    private readonly SiteShape site = definitions.Site;

    /// <summary>Which of the site's markers a page shows, and whether the step that begins on it can be made.</summary>
    public PageTrial Try(SavedPage saved)
    {
        var name = saved.Note.Definition ?? "site";
        try
        {
            var page = saved.Parse(site.Charset);
            var proofs = MarkersOf(name).Where(one => page.Shows(one.Marker))
                .Select(one => new ProofLine(one.Word, "it is there", null, [.. page.Showing(one.Marker)])).ToList();
            proofs.AddRange(BegunOn(page, saved, name));
            return new PageTrial(saved, name, page)
            {
                IsOnTheWay = true,
                Proofs = proofs,
                Refusal = proofs.Count > 0 || Redirects.Find(page) is not null ? null
                    : "No definition knows it: it shows none of their markers, and leads nowhere by itself.",
            };
        }
        catch (SyncException unreadable)
        {
            return new PageTrial(saved, name, null) { Refusal = unreadable.Detail };
        }
    }

    private IEnumerable<(string Word, Marker Marker)> MarkersOf(string name)
    {
        yield return ("signedIn", site.SignedIn);
        yield return ("loginPage", site.LoginPage);
        yield return ("maintenance", site.Maintenance);
        yield return ("challenge", site.Challenge);
        foreach (var (step, index) in site.SignIn.Steps.Select((step, index) => (step, index)).Where(_ => name == "site"))
        {
            yield return ($"until of step {index + 1}", step.Until!);
        }

        foreach (var refusal in site.SignIn.Refusals)
        {
            yield return ($"refusal {refusal.Failure}", new Marker(refusal.Selector, refusal.Contains));
        }

        foreach (var between in site.InBetween ?? [])
        {
            yield return ("inBetween", between.When);
        }

        foreach (var step in StepsOf(name).Where(step => step.Until is not null))
        {
            yield return ("until of page.open", step.Until!);
        }
    }

    private IEnumerable<Step> StepsOf(string name) =>
        definitions.All.FirstOrDefault(one => one.Name == name)?.Page?.Open ?? [];

    // A form that a step fills in must be there, with its button.
    private IEnumerable<ProofLine> BegunOn(HtmlPage page, SavedPage saved, string name)
    {
        Move?[] moves = name != "site" ? Following(page, [.. StepsOf(name)])
            : [.. Following(page, site.SignIn.Steps), .. (site.InBetween ?? []).Where(between => page.Shows(between.When))];
        foreach (var move in moves.OfType<Move>().Where(move => move.Submit is not null))
        {
            var asked = new Asked(saved.Note.Year ?? 0) { LoginId = "0", Password = "0" };
            string? wrong = null;
            try
            {
                FilledForm.Of(page, move, asked);
            }
            catch (SyncException refused)
            {
                wrong = refused.Detail;
            }

            yield return new ProofLine(
                $"submit {move.Submit}", wrong ?? "the form can be filled in", wrong is null, [.. page.Visible(move.Submit!)]);
        }
    }

    private static Move?[] Following(HtmlPage page, Step[] steps) =>
        [.. steps.Where((_, index) => index > 0 && steps[index - 1].Until is { } until && page.Shows(until))];
}
