using System.Globalization;
using Microsoft.Playwright;
using RoboSync.Local.Azurite;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.World;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// A browser robot over ours, on the same simulators: it signs in, goes through the list and opens every applicant, and reads the page in
/// one go. It only reads; ours writes to HRMOS as well. Processor time is that of the browser and its driver, and of our worker.
/// </summary>
internal static class RobotMeasurement
{
    private const int Year = 2027;

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var (wall, cpu) = (new List<(double, double)>(), new List<(double, double)>());
        for (var pair = 0; pair < scale.Pairs; pair++)
        {
            var robot = await RobotAsync(scale.Applicants);
            var ours = await OursAsync(scale.Applicants);
            wall.Add((robot.Wall, ours.Wall));
            cpu.Add((robot.Cpu, ours.Cpu));
        }

        var signIn = await SignInAsync(scale.Pairs);
        var perApplicant = 1000.0 / scale.Applicants;
        return
        [
            Medians.Ratio(
                "robot-wall", $"robot ÷ ours, first run of {scale.Applicants:N0}, time", wall, "ms an applicant", perApplicant) with
                {
                    Goal = 50, Better = Better.More,
                },
            Medians.Ratio(
                "robot-cpu", $"robot ÷ ours, first run of {scale.Applicants:N0}, processor time", cpu, "ms an applicant", perApplicant)
                with { Goal = 50, Better = Better.More },
            Medians.Ratio("robot-sign-in", "robot ÷ ours, sign-in check (the incumbent needs 30 s)", signIn, "ms", 1000) with
            {
                Goal = 20, Better = Better.More,
            },
        ];
    }

    private static async Task<(double Wall, double Cpu)> RobotAsync(int applicants)
    {
        await using var world = await OneAccount.WorldAsync(applicants);
        var start = TimeProvider.System.GetTimestamp();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await SignInAsync(browser, world);
        var links = new List<string>();
        for (var number = 1; ; number++)
        {
            await page.GotoAsync(Address(world, $"applicants?year={Year}&flow=10&flow=20&sort=updated&order=desc&page={number}"));
            links.AddRange(await page.EvalOnSelectorAllAsync<string[]>("#applicant-list tbody a", "links => links.map(link => link.href)"));
            if (await page.Locator("ul.pager li.next a").CountAsync() == 0)
            {
                break;
            }
        }

        var read = 0;
        foreach (var link in links)
        {
            await page.GotoAsync(link);
            var cells = await page.EvalOnSelectorAllAsync<string[]>("table.definition td", "cells => cells.map(cell => cell.innerText)");
            read += cells.Length > 10 ? 1 : 0;
        }

        var wall = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return read == applicants
            ? (wall, ProcessorTimeOfChildren())
            : throw new InvalidOperationException($"The robot read {read} of {applicants}.");
    }

    private static async Task<(double Wall, double Cpu)> OursAsync(int applicants)
    {
        await using var rig = await ProcessRig.StartAsync(
            new WorldOptions { Applicants = applicants, Years = [Year], SearchLag = TimeSpan.Zero });
        var accounts = await rig.AddDemoAsync();
        await rig.StartFunctionsAsync(1);
        var before = rig.ProcessorTime;
        var (_, runs) = await rig.RunSlotAsync(accounts);
        return ((runs[0].FinishedAt!.Value - runs[0].StartedAt).TotalSeconds, (rig.ProcessorTime - before).TotalSeconds);
    }

    private static async Task<IReadOnlyList<(double, double)>> SignInAsync(int pairs)
    {
        await using var azurite = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, ["signin"], default);
        await using var sink = await TelemetrySink.StartAsync();
        await using var world = await OneAccount.WorldAsync(1);
        await using var account = await OneAccount.StartAsync(world, sink, azurite.ConnectionString("signin"));
        var tenant = (await account.Product.Get<ITenantStore>().ReadAsync("sample", default))!.Tenant!;
        var login = world.LoginOf(Year);
        async Task<double> Ours(int pair)
        {
            var start = TimeProvider.System.GetTimestamp();
            using var session = await account.Product.Get<IMedium>().SignInAsync(
                tenant.Accounts[0], new AccountKey("sample", "miws-2027"), new Credentials(login.LoginId, login.Password), "check",
                default);
            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        async Task<double> Robot(int pair)
        {
            var start = TimeProvider.System.GetTimestamp();
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await LaunchAsync(playwright);
            await SignInAsync(browser, world);
            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        await Ours(0);
        return await Medians.PairsAsync(pairs, Robot, Ours);
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Browsers.First(File.Exists),
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });

    private static async Task<IPage> SignInAsync(IBrowser browser, SimulatedWorld world)
    {
        MiwsLogin login = world.LoginOf(Year);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(Address(world, "login"));
        await page.FillAsync("[name=loginId]", login.LoginId);
        await page.FillAsync("[name=password]", login.Password);
        await page.ClickAsync("#login-form [type=submit]");
        await page.WaitForSelectorAsync("#header a#logout");
        return page;
    }

    private static string Address(SimulatedWorld world, string path) => new Uri(world.Miws.Server.BaseUrl, path).ToString();

    // The browser's processes and their driver, as /proc tells them: 100 ticks a second.
    private static double ProcessorTimeOfChildren()
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(folder => Path.Combine(folder, "stat"))
            .Where(file => char.IsAsciiDigit(Path.GetFileName(Path.GetDirectoryName(file))![0])).Select(Read).OfType<(int, int, long)>()
            .ToList();
        var family = new HashSet<int> { Environment.ProcessId };
        for (var count = 0; count != family.Count;)
        {
            count = family.Count;
            family.UnionWith(processes.Where(process => family.Contains(process.Item2)).Select(process => process.Item1));
        }

        return processes.Where(process => process.Item1 != Environment.ProcessId && family.Contains(process.Item1))
            .Sum(process => process.Item3) / 100.0;
    }

    private static (int Id, int Parent, long Ticks)? Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var rest = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (
                int.Parse(text[..text.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture),
                int.Parse(rest[1], CultureInfo.InvariantCulture),
                rest[11..15].Sum(ticks => int.Parse(ticks, CultureInfo.InvariantCulture)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
