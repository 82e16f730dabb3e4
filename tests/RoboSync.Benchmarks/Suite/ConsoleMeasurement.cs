using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Local.Azurite;
using RoboSync.Local.Running;
using RoboSync.Simulators.World;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// The time to the first byte of the console's pages on the published functions, with 10,000 runs of 500 companies stored: what a year of
/// one company and some days of all others are. One visitor after the other, each page as often as every other.
/// </summary>
internal static partial class ConsoleMeasurement
{
    private const int RunsOfOneCompany = 4 * 365;
    private const int RoundsOfWarmUp = 3;

    private static readonly string[] OfCompany =
        ["/", "/runs", "/set-aside", "/why?number=1", "/media", "/mapping", "/notifications", "/users", "/audit", "/hrmos"];

    private static readonly string[] OfOperator = ["/operator", "/operator/overdue", "/operator/companies/sample", "/operator/audit"];

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        await using var rig = await ProcessRig.StartAsync(new WorldOptions { Applicants = 20, Years = [2027] });
        await rig.AddDemoAsync();
        await FillAsync(rig.Ports, scale.Companies, scale.Runs);
        var signIns = await LocalSignIn.AddAsync(rig.Ports.GetRequiredService<IConsoleUsers>(), "sample", default);
        var port = AzuriteServer.FreePorts(1)[0].ToString(CultureInfo.InvariantCulture);
        var address = new Uri($"http://127.0.0.1:{port}/");
        await rig.StartFunctionsAsync(1, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DevHost__HttpPort"] = port,
            ["Console__BaseAddress"] = address.ToString(),
            ["DispatchSchedule"] = "0 0 0 1 1 *",
        });

        using var stranger = new HttpClient { BaseAddress = address };
        var first = await FirstByteAsync(stranger, "/sign-in");
        using var manager = await SignedInAsync(address, signIns.Single(one => one.Role == UserRole.Manager));
        using var operating = await SignedInAsync(address, signIns.Single(one => one.Role == UserRole.Operator));
        var pages = OfCompany.Select(path => (Path: path, Visitor: manager))
            .Concat(OfOperator.Select(path => (Path: path, Visitor: operating))).ToList();
        var times = pages.ToDictionary(page => page.Path, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = -RoundsOfWarmUp; round < scale.Pairs * 10; round++)
        {
            foreach (var (path, visitor) in pages)
            {
                var time = await FirstByteAsync(visitor, path);
                if (round >= 0)
                {
                    times[path].Add(time);
                }
            }
        }

        var slowest = times.OrderByDescending(page => Share(page.Value, 0.95)).Take(4);
        return
        [
            new Figure(
                "console-first-byte", "first byte of a page of the console, 95th percentile",
                Share([.. times.Values.SelectMany(page => page)], 0.95), "ms",
                string.Create(CultureInfo.InvariantCulture, $"{scale.Runs:N0} runs of {scale.Companies} companies; slowest: ")
                    + string.Join(", ", slowest.Select(page => string.Create(
                        CultureInfo.InvariantCulture, $"{page.Key} {Share(page.Value, 0.95):0} (median {Medians.Of(page.Value):0})"))))
            {
                Goal = 200,
            },
            new Figure(
                "console-first-page", "the first page after a start: pipeline, keys and all", first, "ms", "one start; others pay nothing for it"),
        ];
    }

    private static async Task FillAsync(IServiceProvider ports, int companies, int runs)
    {
        var (tenants, states, store) = (
            ports.GetRequiredService<ITenantStore>(), ports.GetRequiredService<IAccountStateStore>(),
            ports.GetRequiredService<IRunStore>());
        var demo = (await tenants.ReadAsync("sample", default))!;
        var now = TimeProvider.System.GetUtcNow();
        var ofSample = Math.Min(RunsOfOneCompany, runs / 2);
        var ofOthers = companies < 2 ? 0 : (runs - ofSample) / (companies - 1);
        await Parallel.ForAsync(0, companies, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var tenantId = number == 0 ? "sample" : string.Create(CultureInfo.InvariantCulture, $"company-{number:000}");
            var document = (JsonObject)JsonNode.Parse(demo.Document)!;
            document["tenantId"] = tenantId;
            await tenants.SaveAsync(tenantId, document.ToJsonString(), default);
            var account = new AccountKey(tenantId, "miws-2027");
            await states.UpdateAsync(account, state => state with { LastGoodRun = now, ScheduledSince = now.AddDays(-400) }, default);
            var etag = "";
            for (var run = number == 0 ? ofSample : ofOthers; run > 0; run--)
            {
                etag = (await store.SaveAsync(RunOf(account, now, run) with { ETag = etag }, default)).ETag;
            }
        });
    }

    private static RunState RunOf(AccountKey account, DateTimeOffset now, int number)
    {
        var slot = DateTimeOffset.FromUnixTimeSeconds(now.AddHours(-6 * number).ToUnixTimeSeconds());
        return new RunState
        {
            Account = account,
            RunId = RunRequest.IdOf(slot),
            Slot = slot,
            GraduationYear = 2027,
            Phase = RunPhase.Finished,
            StartedAt = slot,
            HeartbeatAt = slot.AddMinutes(3),
            FinishedAt = slot.AddMinutes(3),
            Counts = new RunCounts { Listed = 800, Created = 3, Updated = 12, Unchanged = 785, Booked = 9, Cancelled = 2, Unmapped = 4 },
            NotDone = [new NotDone(NotDoneReason.SeminarUnmapped, "270106", "1day仕事体験（2027年卒）")],
        };
    }

    private static async Task<double> FirstByteAsync(HttpClient visitor, string path)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var answer = await visitor.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        var time = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK
            ? time
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    private static async Task<HttpClient> SignedInAsync(Uri address, LocalSignIn signIn)
    {
        var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address };
        var page = await visitor.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            ["Input.MailAddress"] = signIn.MailAddress,
            ["Input.Password"] = signIn.Password,
        });
        using var answer = await visitor.PostAsync("/sign-in", form);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? visitor
            : throw new InvalidOperationException($"The sign-in of the {signIn.Role} answered {(int)answer.StatusCode}.");
    }

    private static double Share(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
