using System.Globalization;
using RoboSync.Simulators.World;
using RoboSync.Sync.Runs;
using Spectre.Console;

namespace RoboSync.Local.Running;

/// <summary>What the person at the terminal sees.</summary>
internal sealed class Screen(IAnsiConsole console)
{
    public void Say(string line) => console.MarkupLineInterpolated($"[grey]{line}[/]");

    public void Fail(string sentence) => console.MarkupLineInterpolated($"[red]{sentence}[/]");

    public void Title(string text) => console.Write(new Rule(Markup.Escape(text)).LeftJustified());

    /// <summary>Shows a live table while <paramref name="work"/> goes on; on a console that cannot redraw, only its end.</summary>
    public async Task<T> WatchAsync<T>(Func<Action<IReadOnlyDictionary<string, RunState?>>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            IReadOnlyDictionary<string, RunState?>? last = null;
            var result = await work(progress => last = progress);
            console.Write(last is null ? new Text("") : Progress(last));
            return result;
        }

        return await console.Live(new Text("…")).StartAsync(live => work(progress => live.UpdateTarget(Progress(progress))));
    }

    public void Result(SlotResult slot, GroundTruth? truth)
    {
        foreach (var item in slot.Runs.SelectMany(run => run.NotDone).GroupBy(item => item.Reason))
        {
            console.MarkupLineInterpolated($"  not done: {item.Key} × {item.Count()}");
        }

        foreach (var run in slot.Runs.Where(run => run.Failure is not null))
        {
            console.MarkupLineInterpolated($"  [red]{run.Account.AccountId}: {run.Failure}[/] {run.FailureDetail}");
        }

        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {slot.Duration.TotalSeconds:0.0} s from due to mailed");
        if (truth is not null)
        {
            if (truth.IsRight)
            {
                console.MarkupLine("  [green]HRMOS holds exactly what MIWS' data says it should.[/]");
            }
            else
            {
                console.MarkupLineInterpolated($"  [red]HRMOS differs from MIWS' data: {truth}[/]");
            }
        }
    }

    public void Mail(Simulators.SendGrid.ReceivedMail mail) => console.Write(
        new Panel(new Text(mail.Text)) { Header = new PanelHeader(Markup.Escape($"{mail.Subject}  →  {string.Join(", ", mail.To)}")) });

    public void Addresses(System.Text.Json.Nodes.JsonObject addresses)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        void Row(string name, string? value)
        {
            if (value is not null)
            {
                table.AddRow(new Text(name), new Text(value));
            }
        }

        Row("MIWS", addresses["miws"]?["url"]?.ToString());
        Row("HRMOS", addresses["hrmos"]?["url"]?.ToString());
        Row("Mails", addresses["sendGrid"]!["admin"] + "mails.html");
        Row("Key Vault", addresses["keyVault"]!["url"]!.ToString());
        Row("Functions' log", addresses["log"]!.ToString());
        Row("Storage", new Azure.Storage.Blobs.BlobServiceClient((string)addresses["storage"]!).Uri + " (connection string: --info FILE)");
        console.Write(table);
    }

    /// <summary>Where the console is, and who can sign in.</summary>
    public void Console(Uri address, IReadOnlyList<LocalSignIn> signIns)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Sign in as", "ログインID", "パスワード");
        foreach (var signIn in signIns)
        {
            table.AddRow(new Text(signIn.Role.ToString()), new Text(signIn.MailAddress), new Text(signIn.Password));
        }

        console.MarkupLineInterpolated($"[bold]Console:[/] {address.ToString()}");
        console.Write(table);
    }

    private static Table Progress(IReadOnlyDictionary<string, RunState?> runs)
    {
        var table = new Table().AddColumns("Account", "Progress", "Applicants", "Bookings", "Requests");
        foreach (var (account, run) in runs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (run is null)
            {
                table.AddRow(new Text(account), new Text("waiting"));
                continue;
            }

            var counts = run.Counts;
            table.AddRow(
                new Text(account),
                new Text(Share(run), run.Failure is null ? Style.Plain : new Style(Color.Red)),
                Lines(
                    (counts.Listed, "listed"),
                    (counts.Created, "created"),
                    (counts.Updated, "updated"),
                    (counts.Unchanged, "unchanged"),
                    (counts.SetAside, "set aside")),
                Lines(
                    (counts.Booked, "booked"),
                    (counts.Cancelled, "cancelled"),
                    (counts.Unmapped, "unmapped"),
                    (counts.Unlinked, "unlinked")),
                Lines((counts.MiwsRequests, "to MIWS"), (counts.HrmosRequests, "to HRMOS")));
        }

        return table;
    }

    private static Text Lines(params ReadOnlySpan<(int Number, string Name)> counts)
    {
        var lines = new List<string>(counts.Length);
        foreach (var (number, name) in counts)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{number,6:N0} {name}"));
        }

        return new Text(string.Join('\n', lines));
    }

    private static string Share(RunState run) => run.Phase switch
    {
        RunPhase.Listing => "reading the list",
        RunPhase.Candidates => string.Create(CultureInfo.InvariantCulture, $"{run.WorklistDone:N0} of {run.WorklistCount:N0} applicants"),
        RunPhase.Bookings => string.Create(CultureInfo.InvariantCulture, $"{run.EventsDone} of {run.EventCount} events"),
        _ => run.Failure?.ToString() ?? "done",
    };
}
