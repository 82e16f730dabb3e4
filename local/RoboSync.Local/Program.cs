using System.CommandLine;
using System.Globalization;
using RoboSync.Local.Azurite;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.World;
using Spectre.Console;

var once = new Option<bool>("--once") { Description = "End after the last slot: 0 when all went well." };
var applicants = new Option<int>("--applicants") { Description = "Applicants in the simulators.", DefaultValueFactory = _ => 300 };
var seed = new Option<int>("--seed") { Description = "Seed of the simulators.", DefaultValueFactory = _ => 20270401 };
var runs = new Option<int>("--runs") { Description = "Further slots, with the simulators' data moving on in between." };
var skin = new Option<string>("--skin")
{
    Description = "What the simulated MIWS looks like; page definitions that fit are put up.", DefaultValueFactory = _ =>
        MiwsSkin.Plain.Name,
};
skin.AcceptOnlyFromAmong([.. MiwsSkin.All.Select(known => known.Name)]);
var summary = new Option<FileInfo?>("--summary") { Description = "Write what was done to this file (JSON)." };
var info = new Option<FileInfo?>("--info") { Description = "Write all addresses to this file (JSON) when everything is up." };
var storage = new Option<string?>("--storage") { Description = "Connection string of a storage account, instead of Azurite." };
var config =
    new Option<FileInfo?>("--config") { Description = "Your own tenant and sites, instead of the simulators (docs/local-run.md)." };
var telemetry =
    new Option<string?>("--telemetry") { Description = "Send traces and metrics to 'console' (the functions' log) or to an OTLP address." };
applicants.Validators.Add(result => RefuseNegative(result, applicants));
runs.Validators.Add(result => RefuseNegative(result, runs));
telemetry.Validators.Add(result =>
{
    if (result.Tokens.Any(token => token.Value is not "console" && !Uri.IsWellFormedUriString(token.Value, UriKind.Absolute)))
    {
        result.AddError("--telemetry takes 'console' or an address, for example http://localhost:4317.");
    }
});

var command = new RootCommand("Runs the whole of RoboSync on this machine and shows a sync.")
{
    once,
    applicants,
    seed,
    runs,
    skin,
    summary,
    info,
    storage,
    config,
    telemetry,
};
command.SetAction((parsed, cancellationToken) => RunAsync(
    new LocalOptions(
        parsed.GetValue(once), parsed.GetValue(applicants), parsed.GetValue(seed), parsed.GetValue(runs), parsed.GetValue(summary),
        parsed.GetValue(info),
        parsed.GetValue(storage), parsed.GetValue(config), MiwsSkin.Find(parsed.GetValue(skin)!)!, parsed.GetValue(telemetry)),
    cancellationToken));
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });

// What is no number at all is refused by the parser itself.
static void RefuseNegative(System.CommandLine.Parsing.OptionResult result, Option<int> option)
{
    if (result.Tokens.Any(token => int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number < 0))
    {
        result.AddError($"{option.Name} cannot be negative.");
    }
}

static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellationToken)
{
    var screen = new Screen(AnsiConsole.Console);
    try
    {
        await using var stack = await LocalStack.StartAsync(options, screen.Say, cancellationToken);
        screen.Console(stack.Console, stack.SignIns);
        if (options.Info is { } infoFile)
        {
            await File.WriteAllTextAsync(infoFile.FullName, stack.Addresses().ToJsonString(), cancellationToken);
        }

        var slots = new List<SlotResult>();
        for (var number = 0; number <= options.FurtherRuns; number++)
        {
            if (number > 0)
            {
                stack.World?.Advance();
            }

            screen.Title($"Slot {number + 1} of {options.FurtherRuns + 1}");
            var slot = await screen.WatchAsync(show => new SlotRun(stack).RunAsync(show, cancellationToken));
            slots.Add(slot);
            screen.Result(slot, Compare(stack));
        }

        if (stack.SendGrid.Mails.LastOrDefault(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal)) is { } mail)
        {
            screen.Mail(mail);
        }

        screen.Addresses(stack.Addresses());
        var truth = Compare(stack);
        if (options.Summary is { } summaryFile)
        {
            await File.WriteAllTextAsync(summaryFile.FullName, Summary.Of(slots, truth).ToJsonString(), cancellationToken);
        }

        if (!options.Once)
        {
            screen.Say("Everything stays up until Ctrl+C.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        var isRight = truth?.IsRight ?? true;
        return isRight && slots.TrueForAll(slot => slot.Runs.All(run => run.Failure is null)) ? 0 : 1;
    }
    catch (CannotStartException cannot)
    {
        screen.Fail(cannot.Message);
        return 1;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        return 0;
    }
}

static GroundTruth? Compare(LocalStack stack) => stack.World is { } world ? GroundTruth.Compare(world) : null;
