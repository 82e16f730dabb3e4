using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.World;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Benchmarks.Suite;

/// <summary>Reading a page over AngleSharp's bare parse of it; reading a mapping over CsvHelper alone.</summary>
internal static class ReadingMeasurement
{
    // Seconds.
    private const double WarmUp = 5;

    private static readonly HtmlParser Parser = new();

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var times = scale.Applicants >= 1000 ? 400 : 40;
        var (list, detail) = await PagesAsync();
        var definitions = PageDefinitions.Of(await PageDefinitions.ShippedAsync());
        var figures = new List<Figure>
        {
            await RatioAsync(
                "page-list", "list page of 50 read ÷ bare parse", scale, times,
                () => MiwsPages.ApplicantList(HtmlPage.Parse(list, "utf-8"), definitions.ApplicantList), () => Parse(list)),
            await RatioAsync(
                "page-detail", "detail page read ÷ bare parse", scale, times * 5,
                () => MiwsPages.ApplicantDetail(HtmlPage.Parse(detail, "utf-8"), definitions.ApplicantDetail), () => Parse(detail)),
        };
        figures.Add(await MappingAsync(scale));
        return figures;
    }

    private static object Parse(byte[] page) => Parser.ParseDocument(Encoding.UTF8.GetString(page));

    private static async Task<Figure> RatioAsync(
        string key, string what, Scale scale, int times, Func<object> ours, Func<object> bare)
    {
        // Until the compiler has seen what is hot, on either side.
        for (var warmed = 0.0; warmed < WarmUp;)
        {
            warmed += Time(ours, times) + Time(bare, times);
        }

        var pairs = await Medians.PairsAsync(
            scale.Pairs, _ => Task.FromResult(Time(ours, times)), _ => Task.FromResult(Time(bare, times)));
        return Medians.Ratio(key, what, pairs, "µs", 1e6 / times) with { Goal = 1.3 };
    }

    private static double Time(Func<object> action, int times)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            GC.KeepAlive(action());
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<(byte[] List, byte[] Detail)> PagesAsync()
    {
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 60, Years = [2027] });
        using var http = new HttpClient { BaseAddress = world.Miws.Server.BaseUrl };
        await SignInAsync(http, world.LoginOf(2027));
        var number = world.Miws.Data.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow)).Number;
        return (
            await http.GetByteArrayAsync("applicants?year=2027&flow=10&flow=20&page=1"),
            await http.GetByteArrayAsync($"applicants/detail?year=2027&no={number}"));
    }

    /// <summary>Signs in as a person would, with cookies in the client.</summary>
    public static async Task SignInAsync(HttpClient http, MiwsLogin login)
    {
        var token = Regex.Match(
            await http.GetStringAsync("login"),
            "name=\"_token\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["_token"] = token, ["loginId"] = login.LoginId, ["password"] = login.Password });
        using var signedIn = await http.PostAsync("login", form);
        signedIn.EnsureSuccessStatusCode();
    }

    private static async Task<Figure> MappingAsync(Scale scale)
    {
        var rows = scale.Applicants >= 1000 ? 100_000 : 5_000;
        var file = new StringBuilder("HRMOSイベントID,マイナビセミナーNo.,イベント名\r\n");
        for (var row = 0; row < rows; row++)
        {
            file.Append(CultureInfo.InvariantCulture, $"22399283411296{row % 500:00000},{270_000 + (row % 5000)},\"会社説明会, 東京\"\r\n");
        }

        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true).GetBytes(file.ToString());
        var events = Enumerable.Range(0, 500)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"22399283411296{number:00000}"));
        var checks = new MappingChecks(
            events.ToHashSet(StringComparer.Ordinal),
            Enumerable.Range(270_000, 5000).Select(number => number.ToString(CultureInfo.InvariantCulture))
                .ToHashSet(StringComparer.Ordinal),
            int.MaxValue);
        async Task<double> Ours(int pair)
        {
            var start = TimeProvider.System.GetTimestamp();
            await using var stream = new MemoryStream(bytes);
            var (mapping, _) = await MappingFile.OpenAsync(stream, long.MaxValue, default);
            GC.KeepAlive(await mapping!.ReadAsync(checks, onRow: null));
            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        async Task<double> Bare(int pair)
        {
            var start = TimeProvider.System.GetTimestamp();
            using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
            using var csv = CsvText.Parse(text, ",");
            var length = 0;
            while (await csv.ReadAsync())
            {
                length += csv[0].Length + csv[1].Length;
            }

            GC.KeepAlive(length);
            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        await Ours(0);
        await Bare(0);
        return Medians.Ratio(
            "mapping", "event mapping read and checked ÷ CsvHelper alone", await Medians.PairsAsync(scale.Pairs, Ours, Bare), "s");
    }
}
