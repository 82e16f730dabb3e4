using System.CommandLine;
using RoboSync.Pages.Captures;
using Spectre.Console;

namespace RoboSync.Pages.Suggesting;

/// <summary><c>suggest</c>: drafts definitions from the pages of a capture.</summary>
internal static class SuggestVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var verb = new Command(
            "suggest",
            "Drafts definitions from the words that fields usually have and from the shape of the pages, and says how sure it is of each "
            + "part. "
            + "A draft is nothing that a run reads: look at it, mend it, check it, put it up.");
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A capture." };
        var target = new Option<DirectoryInfo?>(
            "--out") { Description = "Where to; FOLDER/suggested where it is not said. Nothing is overwritten." };
        verb.Add(folder);
        verb.Add(target);
        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var from = parsed.GetValue(folder)!;
            var where = parsed.GetValue(target) ?? new DirectoryInfo(Path.Combine(from.FullName, "suggested"));
            var drafts = Drafts.Of(new CaptureFolder(from).Read());
            if (drafts.Count == 0)
            {
                console.Fail("The capture has no page that a definition is of.");
                return ExitCode.Found;
            }

            var lacks = await DraftFiles.WriteAsync(drafts, where, cancellationToken);
            Tell(console, drafts);
            foreach (var lack in lacks)
            {
                console.Fail($"still wrong: {lack}");
            }

            console.Say($"Drafts in {where.FullName}: look at what is not sure, then check {from} --definitions {where}");
            return lacks.Count == 0 ? ExitCode.Good : ExitCode.Found;
        });
        return verb;
    }

    private static void Tell(IAnsiConsole console, IReadOnlyList<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            var table = new Table { Title = new TableTitle(draft.Name) }.AddColumns("What", "Drafted as", "Sure", "Look at");
            foreach (var suggestion in draft.Suggestions.OrderBy(suggestion => suggestion.Confidence))
            {
                table.AddRow(
                    new Text(suggestion.What), new Text(suggestion.Drafted),
                    new Text(suggestion.Confidence.ToString().ToLowerInvariant(), new Style(ColorOf(suggestion.Confidence))),
                    new Text(suggestion.Others));
            }

            console.Write(table);
        }
    }

    private static Color ColorOf(Confidence confidence) => confidence switch
    {
        Confidence.High => Color.Green,
        Confidence.Medium => Color.Yellow,
        _ => Color.Red,
    };
}
