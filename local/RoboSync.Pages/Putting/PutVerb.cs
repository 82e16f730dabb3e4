using System.CommandLine;
using RoboSync.Miws;
using RoboSync.Miws.Definitions;
using Spectre.Console;

namespace RoboSync.Pages.Putting;

/// <summary><c>put</c>: puts definitions up in storage, or the one back that was replaced.</summary>
internal static class PutVerb
{
    public static Command Create(IAnsiConsole console, Func<string, string?> environment)
    {
        var verb = new Command(
            "put",
            "Checks definitions, shows what they replace, and puts them up: the next run reads by them. --back puts the earlier one back.");
        var files = new Argument<FileInfo[]>("FILE") { Description = "Definitions, NAME.json.", Arity = ArgumentArity.ZeroOrMore };
        var back = new Option<string?>("--back") { Description = "Puts the definition back that this one replaced." };
        back.AcceptOnlyFromAmong([.. DefinitionNeeds.All]);
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        verb.Add(files);
        verb.Add(back);
        verb.Add(yes);
        var storage = new StorageArguments(verb, environment);
        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(files)!;
            if ((given.Length == 0) == (parsed.GetValue(back) is null))
            {
                throw new CannotDoException("Say which definitions to put up, or --back NAME.");
            }

            var texts = await CheckedAsync(given, cancellationToken);
            var target = new PutUpDefinitions(
                storage.Find(parsed)
                    ?? throw new CannotDoException("Say which storage account: --account URL, or --storage CONNECTION_STRING."));
            return parsed.GetValue(back) is { } name
                ? await PutBackAsync(console, target, name, parsed.GetValue(yes), cancellationToken)
                : await PutAsync(console, target, texts, parsed.GetValue(yes), cancellationToken);
        });
        return verb;
    }

    // By the very check that the product makes of an upload. All are checked before the first is put up.
    private static async Task<List<(string Name, string Text)>> CheckedAsync(FileInfo[] files, CancellationToken cancellationToken)
    {
        var texts = new List<(string, string)>();
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
            wrong.AddRange(await DefinitionsInForce.MistakesOfAsync(MiwsMedium.Name, name, text));
            texts.Add((name, text));
        }

        return wrong.Count == 0 ? texts
            : throw new CannotDoException($"Nothing was put up.{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    private static async Task<int> PutAsync(
        IAnsiConsole console, PutUpDefinitions target, List<(string Name, string Text)> texts, bool isSure,
        CancellationToken cancellationToken)
    {
        var replaced = new List<PutUp?>();
        foreach (var (name, text) in texts)
        {
            var before = await target.FindAsync(name, cancellationToken);
            replaced.Add(before);
            Show(
                console,
                name,
                before?.Text ?? await ShippedAsync(name),
                text,
                before is null ? "the shipped one" : "the one that was put up");
        }

        RequireYes(console, isSure);
        for (var index = 0; index < texts.Count; index++)
        {
            await target.PutAsync(texts[index].Name, texts[index].Text, replaced[index], cancellationToken);
            console.Say($"{texts[index].Name} is up. The next run reads by it; put --back {texts[index].Name} undoes it.");
        }

        return ExitCode.Good;
    }

    private static async Task<int> PutBackAsync(
        IAnsiConsole console, PutUpDefinitions target, string name, bool isSure, CancellationToken cancellationToken)
    {
        var previous = await target.FindPreviousAsync(name, cancellationToken)
            ?? throw new CannotDoException($"There is nothing to put back: {name} replaced nothing since it was put back last.");
        var now = (await target.FindAsync(name, cancellationToken))?.Text ?? await ShippedAsync(name);
        Show(console, name, now, previous.Length == 0 ? await ShippedAsync(name) : previous, "what counts now");
        RequireYes(console, isSure);
        await target.PutBackAsync(name, previous, cancellationToken);
        console.Say(previous.Length == 0 ? $"The shipped {name} counts again." : $"The {name} of before counts again.");
        return ExitCode.Good;
    }

    private static void Show(IAnsiConsole console, string name, string before, string after, string what)
    {
        var lines = LineDiff.Of(before, after);
        console.Say(lines.Count == 0 ? $"{name} is the same as {what}." : $"{name} replaces {what}:");
        foreach (var line in lines)
        {
            console.Say($"  {line}", line[0] == '-' ? Color.Red : Color.Green);
        }
    }

    private static void RequireYes(IAnsiConsole console, bool isSure)
    {
        if (!isSure && !console.Profile.Capabilities.Interactive)
        {
            throw new CannotDoException("Nothing was put up: nobody is there to be asked. Say --yes.");
        }

        if (!isSure && !console.Confirm("Is that what you want?", defaultValue: false))
        {
            throw new CannotDoException("Nothing was put up.");
        }
    }

    private static async Task<string> ShippedAsync(string name) =>
        DefinitionNeeds.Names.Contains(name, StringComparer.Ordinal) ? await Resources.ReadAsync($"{name}.json") : "";
}
