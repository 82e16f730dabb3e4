using System.CommandLine;
using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Session;
using RoboSync.Pages.Site;
using Spectre.Console;

namespace RoboSync.Pages.Captures;

/// <summary><c>capture</c>: saves the pages that a run would read, as they are and masked.</summary>
internal static class CaptureVerb
{
    public static Command Create(IAnsiConsole console, Func<string, string?> environment)
    {
        var verb = new Command(
            "capture",
            "Saves the pages that a run would read, as they are (for this machine alone) and masked (to be sent to somebody). Reads only. "
            + $"The login comes from {SiteOptions.LoginIdVariable} and {SiteOptions.PasswordVariable}.");
        var site = new SiteArguments(verb, needsAddress: false);
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "Where to; a new folder. Git takes nothing of it.", DefaultValueFactory = _ => new DirectoryInfo("captures"),
        };
        var from = new Option<DirectoryInfo?>("--from")
        {
            Description = "Takes pages that a browser saved instead of reading a site. The names of the files say what they are: "
                + "applicant-list.html, applicant-list-p2.html, applicant-list-step-search.html, applicant-detail-1.html, "
                    + "site-1-login.html.",
        };
        var page = new Option<string?>("--page") { Description = "With --from: what the files are whose names do not say it." };
        page.AcceptOnlyFromAmong([.. DefinitionNeeds.All]);
        var browser = new Option<bool>("--browser")
        {
            Description =
                "Opens a Chromium in which you sign in and walk through the pages yourself, where the site needs a person. Close it to "
                + "end.",
        };
        var pages = Count("--pages", "Pages of the list of applicants.", 1);
        var details = Count("--details", "Pages of one applicant.", 3);
        var seminars = Count("--seminars", "Seminars whose bookings are read.", 2);
        foreach (var option in new Option[] { folder, from, page, browser, pages, details, seminars })
        {
            verb.Add(option);
        }

        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var target = new CaptureFolder(parsed.GetValue(folder)!);
            target.RequireEmpty();
            var definitions = await DefinitionFolder.ReadAsync(parsed.GetValue(site.Definitions));
            if (parsed.GetValue(from) is { } saved)
            {
                var taken = BrowserPages.Read(saved, parsed.GetValue(page), site.Year(parsed));
                await target.WriteAsync(taken, definitions, cancellationToken);
                Tell(console, taken, target, parsed.GetValue(folder)!);
                return ExitCode.Good;
            }

            if (parsed.GetValue(browser))
            {
                var address = parsed.GetValue(site.Address) ?? throw new CannotDoException("Say the site's address.");
                await using var window = await WatchedBrowser.StartAsync();
                var walked = await WalkedPages.TakeAsync(
                    await window.OpenAsync(), address, WatchedBrowser.UntilClosedAsync, parsed.GetValue(site.Definitions),
                    site.Year(parsed),
                    target, console.Fail, cancellationToken);
                Tell(console, walked, target, parsed.GetValue(folder)!);
                return ExitCode.Good;
            }

            var limits = new ReadPathLimits(parsed.GetValue(pages), parsed.GetValue(details), parsed.GetValue(seminars));
            var options = site.Read(parsed);
            using var visit = new SiteVisit(options, definitions, SiteOptions.Credentials(environment));
            var path = new ReadPath(visit, limits);
            await path.WalkAsync(console.Say, cancellationToken);
            var captured = PagesOf(visit.Answers, options.Year);
            await target.WriteAsync(captured, definitions, cancellationToken);
            Tell(console, captured, target, parsed.GetValue(folder)!);
            if (path.Stopped is { } stopped)
            {
                console.Fail($"It went as far as {stopped.At}. {stopped.Why.Code}: {stopped.Why.Detail}");
                console.Say(captured.Count > 0
                    ? "What came until then is saved; the last page is the one that was not understood."
                    : $"The site answered {string.Join(", ", visit.Answers.Select(answer => (int)answer.Status))} and no page. Is this its "
                        + $"address? "
                        + "Where the definitions do not know its sign-in yet, save pages with a browser: capture --from FOLDER.");
                return ExitCode.Found;
            }

            return ExitCode.Good;
        });
        return verb;
    }

    /// <summary>An option that is a count.</summary>
    public static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(
                token => int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is < 0 or > 1000))
            {
                result.AddError($"{name} is 0 to 1000.");
            }
        });
        return option;
    }

    private static List<SavedPage> PagesOf(IReadOnlyList<FetchedPage> answers, int year)
    {
        var files = new Dictionary<FetchedPage, string>(ReferenceEqualityComparer.Instance);
        var pages = new List<SavedPage>();
        foreach (var answer in answers.Where(answer => answer.Bytes.Length > 0 && !answer.IsRedirect))
        {
            var purpose = answer.For;
            var file = files[answer] = CaptureFolder.NameOf(
                pages.Count + 1, purpose?.Definition ?? "site", purpose?.IsOnTheWay is true ? "-step" : "", EndingOf(answer));
            pages.Add(new SavedPage(file, new PageNote(purpose?.Definition ?? "site", TimeProvider.System.GetUtcNow())
            {
                Address = answer.Address, Number = purpose?.Number ?? "", Page = purpose?.Page ?? 1,
                IsOnTheWay = purpose?.IsOnTheWay is true, Year = year, Status = (int)answer.Status,
                ContentType = answer.Type?.ToString(),
                Opened = purpose?.Opened is { } opened && !answer.IsPage ? files.GetValueOrDefault(opened) : null,
            }, answer.Bytes));
        }

        return pages;
    }

    private static string EndingOf(FetchedPage page) => page.IsPage ? ".html"
        : page.Type?.MediaType?.Contains("json", StringComparison.Ordinal) is true ? ".json"
        : ".csv";

    private static void Tell(IAnsiConsole console, IReadOnlyList<SavedPage> pages, CaptureFolder target, DirectoryInfo folder)
    {
        var table = new Table().AddColumns("File", "Definition", "Address");
        foreach (var page in pages)
        {
            table.AddRow(new Text(page.File), new Text(page.Note.Definition ?? "?"), new Text(page.Note.Address?.AbsolutePath ?? ""));
        }

        console.Write(table);
        console.Say($"{pages.Count} pages in {folder.FullName}, which hold people's data. Masked, to be sent to somebody: {target.Masked}");
    }
}
