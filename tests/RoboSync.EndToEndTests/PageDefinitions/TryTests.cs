using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>try</c>.</summary>
public sealed class TryTests : BenchTest
{
    [Fact]
    public async Task The_whole_read_path_is_read_and_nothing_is_written_anywhere()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);

        var (code, said) = await bench.RunAsync("try $MIWS --year 2027 --details 2");

        code.ShouldBe(0, said);
        said.ShouldContain("50 applicants of 60");
        said.ShouldContain("look up 50 in HRMOS");
        said.ShouldContain($"{world.Miws.Server.Requests.Count} requests to the site. Nothing was written anywhere.");
        world.Hrmos.Server.Requests.ShouldBeEmpty();
        world.Miws.Server.Requests.Count(request => request.Method != "GET").ShouldBe(1);
        Directory.Exists(bench.At("captures")).ShouldBeFalse();
        Personal(world).Where(text => text.Contains('@', StringComparison.Ordinal) && said.Contains(text, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_run_would_stop_at_is_told()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.RowsVanish, "/seminars"));

        var (code, said) = await bench.RunAsync("try $MIWS --year 2027");

        code.ShouldBe(1);
        said.ShouldContain("A run would stop at the list of seminars and write nothing of it. SitePageChanged");
    }

    [Fact]
    public async Task A_refused_sign_in_is_tried_once()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = new Bench(world);
        bench.Environment["ROBOSYNC_MIWS_PASSWORD"] = "wrong";

        var (code, said) = await bench.RunAsync("try $MIWS --year 2027");

        code.ShouldBe(1);
        said.ShouldContain("SiteSignInRefused");
        said.ShouldNotContain("wrong");
        world.Miws.Server.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }
}
