using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.World;

namespace RoboSync.Benchmarks;

/// <summary>How much reading a page costs beyond parsing its HTML, which is AngleSharp's work.</summary>
[InProcessShort]
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class ReadingBenchmarks
{
    private static readonly HtmlParser Parser = new();

    private byte[] list = [];
    private byte[] detail = [];
    private PageDefinitions definitions = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        definitions = PageDefinitions.Of(await PageDefinitions.ShippedAsync());
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 60, Years = [2027] });
        using var http = new HttpClient { BaseAddress = world.Miws.Server.BaseUrl };
        var token = Regex.Match(
            await http.GetStringAsync("login"),
            "name=\"_token\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)).Groups["token"].Value;
        var login = world.LoginOf(2027);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["_token"] = token, ["loginId"] = login.LoginId, ["password"] = login.Password });
        using var signedIn = await http.PostAsync("login", form);
        list = await http.GetByteArrayAsync("applicants?year=2027&flow=10&flow=20&page=1");
        detail = await http.GetByteArrayAsync(
            $"applicants/detail?year=2027&no={world.Miws.Data.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow)).Number}");
    }

    [BenchmarkCategory("List page")]
    [Benchmark(Baseline = true, Description = "List page: AngleSharp alone")]
    public object ParseList() => Parser.ParseDocument(Encoding.UTF8.GetString(list));

    [BenchmarkCategory("List page")]
    [Benchmark(Description = "List page: to 50 rows")]
    public object ReadList() => MiwsPages.ApplicantList(HtmlPage.Parse(list, "utf-8"), definitions.ApplicantList);

    [BenchmarkCategory("Detail page")]
    [Benchmark(Baseline = true, Description = "Detail page: AngleSharp alone")]
    public object ParseDetail() => Parser.ParseDocument(Encoding.UTF8.GetString(detail));

    [BenchmarkCategory("Detail page")]
    [Benchmark(Description = "Detail page: parsed and indexed")]
    public object IndexDetail() => HtmlPage.Parse(detail, "utf-8");

    [BenchmarkCategory("Detail page")]
    [Benchmark(Description = "Detail page: to an applicant")]
    public object ReadDetail() => MiwsPages.ApplicantDetail(HtmlPage.Parse(detail, "utf-8"), definitions.ApplicantDetail);
}

/// <summary>A short job in this very process: ratios within one run are what counts, on machines that are shared.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InProcessShortAttribute() : JobConfigBaseAttribute(
    Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)).WithId("short"));
