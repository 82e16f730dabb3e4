using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Reading;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.World;

namespace RoboSync.Benchmarks;

/// <summary>How much reading a page costs beyond parsing its HTML, which is AngleSharp's work.</summary>
[InProcessShort]
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private byte[] list = [];
    private byte[] detail = [];
    private PageDefinitions definitions = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        definitions = PageDefinitions.Of(await PageDefinitions.ShippedAsync());
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 60, Years = [2027] });
        using var http = new HttpClient { BaseAddress = world.Miws.Server.BaseUrl };
        var token = Regex.Match(await http.GetStringAsync("login"), "name=\"_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        var login = world.LoginOf(2027);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_token"] = token, ["loginId"] = login.LoginId, ["password"] = login.Password });
        using var signedIn = await http.PostAsync("login", form);
        list = await http.GetByteArrayAsync("applicants?year=2027&flow=10&flow=20&page=1");
        detail = await http.GetByteArrayAsync($"applicants/detail?year=2027&no={world.Miws.Data.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow)).Number}");
    }

    [Benchmark(Baseline = true, Description = "List page: AngleSharp alone")]
    public object ParseList() => HtmlPage.Parse(list, "utf-8");

    [Benchmark(Description = "List page: to 50 rows")]
    public object ReadList() => MiwsPages.ApplicantList(HtmlPage.Parse(list, "utf-8"), definitions.ApplicantList);

    [Benchmark(Description = "Detail page: AngleSharp alone")]
    public object ParseDetail() => HtmlPage.Parse(detail, "utf-8");

    [Benchmark(Description = "Detail page: to an applicant")]
    public object ReadDetail() => MiwsPages.ApplicantDetail(HtmlPage.Parse(detail, "utf-8"), definitions.ApplicantDetail);
}

/// <summary>A short job in this very process: ratios within one run are what counts, on machines that are shared.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InProcessShortAttribute() : JobConfigBaseAttribute(
    Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)).WithId("short"));
