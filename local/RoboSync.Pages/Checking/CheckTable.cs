using System.Globalization;
using RoboSync.Miws.Masking;
using Spectre.Console;

namespace RoboSync.Pages.Checking;

/// <summary>What came of a check, on the terminal.</summary>
internal sealed class CheckTable(IAnsiConsole console, bool isMasked)
{
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);

    /// <summary>Writes what came of a page; of several that are good and alike, the first one's fields.</summary>
    public void Write(PageTrial trial)
    {
        console.Write(new Rule(Markup.Escape($"{trial.Name}  {trial.Saved.File}")).LeftJustified());
        console.Say(trial.Verdict, trial.IsGood ? Color.Green : Color.Red);
        if (trial is { IsGood: true, IsOnTheWay: false } && !shown.Add(trial.Name))
        {
            return;
        }

        foreach (var proof in trial.Proofs)
        {
            console.Say($"  {proof.Word}: {proof.Said}", proof.IsGood is false ? Color.Red : Color.Default);
        }

        if (trial.Fields.Count > 0)
        {
            console.Write(TableOf(trial));
        }

        if (trial.Unused.Count > 0)
        {
            console.Say($"  no field reads: {string.Join(", ", trial.Unused)}", Color.Grey);
        }
    }

    /// <summary>Writes what came of the lists, and what was not tried.</summary>
    public void Write(IEnumerable<(string List, string Said, bool? IsWhole)> lists, IReadOnlyList<string> absent)
    {
        console.Write(new Rule("Lists").LeftJustified());
        foreach (var (list, said, isWhole) in lists)
        {
            console.Say($"{list}: {said}", isWhole is false ? Color.Red : Color.Default);
        }

        if (absent.Count > 0)
        {
            console.Say($"No page of the capture was read by: {string.Join(", ", absent)}", Color.Yellow);
        }
    }

    /// <summary>What is wrong with a field, in a few words; what came of it where nothing is.</summary>
    public static string Said(FieldFinding field) => field.Wrong
        ?? (field.Values.Count == 0 ? "there are no rows"
            : string.Join(", ", Counts(field).Where(count => count.Number > 0)
                .Select(count =>
                    field.Values.Count == 1 ? count.What : string.Create(CultureInfo.InvariantCulture, $"{count.Number} {count.What}"))));

    private static IEnumerable<(int Number, string What)> Counts(FieldFinding field) =>
    [
        (field.Unfit, "do not fit"), (field.Blank, "blank"), (field.Values.Count - field.Unfit - field.Blank, "read"),
    ];

    private Table TableOf(PageTrial trial)
    {
        var table = new Table().AddColumns("Field", "From", "Must be", "Says", "Came of it");
        foreach (var field in trial.Fields)
        {
            table.AddRow(
                new Text(field.Name), new Text(field.Place), new Text(field.Kind),
                new Text(field.Sample(isMasked ? PageMask.Mask : text => text)),
                new Text(Said(field), field.IsGood ? Style.Plain : new Style(Color.Red)));
        }

        return table;
    }
}
