using System.CommandLine;
using RoboSync.Miws.Definitions;
using RoboSync.Pages.Captures;
using RoboSync.Pages.Site;
using Spectre.Console;

namespace RoboSync.Pages.Checking;

/// <summary><c>check</c>: every definition against every page of a capture.</summary>
internal static class CheckVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var verb = new Command(
            "check",
            "Holds every definition against every page of a capture, by the reader that a run uses: what each field read, from where, and "
            + "what is missing, in doubt or unused. Ends with 1 where a run would refuse a page or set a row aside.");
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A capture." };
        var definitions = SiteArguments.DefinitionsOption();
        var report = new Option<FileInfo?>("--report")
        {
            Description = "The report for the eye: each page with what was read outlined. FOLDER/report.html where it is not said.",
        };
        var unmasked =
            new Option<bool>("--unmasked") { Description = "Show what people wrote. The report is then for this machine alone." };
        foreach (var symbol in new Symbol[] { folder, definitions, report, unmasked })
        {
            if (symbol is Argument argument)
            {
                verb.Add(argument);
            }
            else
            {
                verb.Add((Option)symbol);
            }
        }

        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var where = parsed.GetValue(folder)!;
            var pages = new CaptureFolder(where).Read();
            var read = await DefinitionFolder.ReadAsync(parsed.GetValue(definitions));
            var trials = pages.Select(new PageTrials(read, pages).Try).ToList();
            var lists = WholeLists.Of(trials, read).ToList();
            var isMasked = !parsed.GetValue(unmasked);
            var table = new CheckTable(console, isMasked);
            trials.ForEach(table.Write);
            table.Write(lists, Absent(trials, read));
            var file = parsed.GetValue(report) ?? new FileInfo(Path.Combine(where.FullName, "report.html"));
            await File.WriteAllTextAsync(file.FullName, new CheckReport(read, isMasked).Of(trials, lists), cancellationToken);
            console.Say($"{trials.Count(trial => trial.IsGood)} of {trials.Count} pages are good. Look at {file.FullName}");
            return trials.TrueForAll(trial => trial.IsGood) && lists.TrueForAll(list => list.IsWhole is not false)
                ? ExitCode.Good
                : ExitCode.Found;
        });
        return verb;
    }

    private static List<string> Absent(List<PageTrial> trials, PageDefinitions definitions) =>
        [.. definitions.All.Select(definition => definition.Name).Where(name => trials.TrueForAll(trial => trial.Name != name))];
}
