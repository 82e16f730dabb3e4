using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.World;

namespace RoboSync.Torture.Input.Pages;

/// <summary>Pages of the simulator as it serves them, and the people behind them.</summary>
internal sealed class PageTruth
{
    public const int Year = 2027;

    private static readonly HashSet<string> Imported = new(StringComparer.Ordinal) { MiwsFlows.PreSite, MiwsFlows.MainSite };

    private static readonly Lazy<Task<PageTruth>> Once = new(ReadAsync);

    private PageTruth(
        IReadOnlyList<MiwsApplicant> applicants,
        IReadOnlyList<MiwsSeminar> seminars,
        IReadOnlyDictionary<string, IReadOnlyList<MiwsBooking>> bookings)
        => (Applicants, Seminars, Bookings) = (applicants, seminars, bookings);

    /// <summary>The same for all rigs of a process: nobody changes it.</summary>
    public static Task<PageTruth> Shared => Once.Value;

    /// <summary>Text of each page, by path and query as the shipped definitions ask for them.</summary>
    public Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>The people of the list, newest change first.</summary>
    public IReadOnlyList<MiwsApplicant> Applicants { get; }

    public IReadOnlyList<MiwsSeminar> Seminars { get; }

    /// <summary>Bookings, by seminar number.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MiwsBooking>> Bookings { get; }

    public static string DetailPath(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"/applicants/detail?year={Year}&no={number}");

    public static string ApplicantsPath(int page) =>
        string.Create(CultureInfo.InvariantCulture, $"/applicants?year={Year}&flow=10&flow=20&sort=updated&order=desc&page={page}");

    public static string SeminarsPath(int page) => string.Create(CultureInfo.InvariantCulture, $"/seminars?year={Year}&page={page}");

    public static string BookingsPath(string number, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"/seminars/bookings?year={Year}&no={number}&page={page}");

    /// <summary>Reads all pages off a simulator that shows always the same.</summary>
    private static async Task<PageTruth> ReadAsync()
    {
        await using var world =
            await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 64, Years = [Year], Clock = new StoppedClock() });
        var data = world.Miws.Data;
        foreach (var (applicant, index) in data.List(Year, Imported).Select((applicant, index) => (applicant, index)))
        {
            data.SetBooking(
                data.Seminars[0].Number, applicant.Number, (index % 9) switch { 0 => "キャンセル", 1 => "出席", 2 => "欠席", _ => "予約" });
        }

        var truth = new PageTruth(
            data.List(Year, Imported), data.Seminars,
            data.Seminars.ToDictionary(seminar => seminar.Number, seminar => data.BookingsOf(seminar.Number), StringComparer.Ordinal));
        using var http =
            new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = world.Miws.Server.BaseUrl };
        var login = world.LoginOf(Year);
        truth.Pages["/login"] = await http.GetStringAsync(new Uri("/login", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("_token", Regex.Match(truth.Pages["/login"], "name=\"_token\" value=\"([^\"]*)\"").Groups[1].Value),
            KeyValuePair.Create("loginId", login.LoginId), KeyValuePair.Create("password", login.Password),
        ]);
        (await http.PostAsync(new Uri("/login", UriKind.Relative), form)).Dispose();
        List<string> paths =
        [
            "/top", ApplicantsPath(1), ApplicantsPath(2), SeminarsPath(1),
            .. truth.Applicants.Select(applicant => DetailPath(applicant.Number)),
            .. truth.Seminars.SelectMany(seminar => Enumerable.Range(1, 2).Select(page => BookingsPath(seminar.Number, page))),
        ];
        foreach (var path in paths)
        {
            truth.Pages[path] = await http.GetStringAsync(new Uri(path, UriKind.Relative));
        }

        return truth;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);
    }
}
