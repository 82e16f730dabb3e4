using System.Text.Json.Nodes;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>capture</c>.</summary>
public sealed class CaptureTests : BenchTest
{
    [Fact]
    public async Task The_pages_that_a_run_would_read_are_saved_with_a_note_and_nothing_is_sent_but_reads_and_the_sign_in()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);

        var (code, said) = await bench.RunAsync("capture $MIWS --year 2027 --folder captures/one --details 2 --seminars 1 --pages 2");

        code.ShouldBe(0, said);
        Names(bench, "captures/one").ShouldBe(
        [
            "01-site.html", "02-site.html", "03-applicant-list.html", "04-applicant-list.html", "05-applicant-detail.html",
            "06-applicant-detail.html", "07-seminar-list.html", "08-booking-list.html",
        ]);
        var note = JsonNode.Parse(await File.ReadAllTextAsync(bench.At("captures/one/04-applicant-list.html.note.json")))!;
        ((string)note["definition"]!, (int)note["page"]!, (int)note["year"]!).ShouldBe(("applicant-list", 2, 2027));
        ((string)note["address"]!).ShouldEndWith("page=2");
        world.Miws.Server.Requests.Where(request => request.Method != "GET").ShouldHaveSingleItem().Target.ShouldBe("/login");
        (await File.ReadAllTextAsync(bench.At("captures/one/.gitignore"))).Trim().ShouldBe("*");
    }

    [Fact]
    public async Task What_may_be_sent_to_somebody_shows_nobody()
    {
        await using var world = await StartAsync(MiwsSkin.Frames);
        using var bench = new Bench(world);
        WriteFrames(bench);

        (await bench.RunAsync("capture $MIWS --year 2027 --folder captures/one --definitions definitions")).Code.ShouldBe(0);

        var masked = string.Concat(Directory.GetFiles(bench.At("captures/one/masked")).Select(File.ReadAllText));
        masked.ShouldContain("エントリーNo.");
        Personal(world).Where(text => masked.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
        masked.ShouldNotContain(world.LoginOf(2027).Password);
    }

    [Fact]
    public async Task Where_a_page_is_not_understood_what_came_until_then_is_kept()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ColumnMissing, "/applicants/detail", Value: "氏名"));

        var (code, said) = await bench.RunAsync("capture $MIWS --year 2027 --folder captures/one");

        code.ShouldBe(1);
        said.ShouldContain("the page of applicant 1. SitePageChanged: Page applicant-detail: the term of field name is missing.");
        Names(bench, "captures/one")[^1].ShouldBe("04-applicant-detail.html");
    }

    [Theory]
    [InlineData("capture $MIWS --year 2027 --folder captures/there", "is not empty")]
    [InlineData("capture $MIWS --folder captures/one", "--year 2027")]
    [InlineData("capture --from saved --folder captures/one", "There is no folder")]
    [InlineData("capture --from captures/there --folder captures/one", "Let the names begin with one of site, applicant-list")]
    [InlineData("capture http://192.0.2.1/ --year 2027 --gap 0 --folder captures/one", "somebody else's site")]
    [InlineData("check captures/none", "There is no folder")]
    [InlineData("check captures/there", "holds no capture")]
    [InlineData("try $MIWS --year 27", "is no graduation year")]
    public async Task What_cannot_be_done_is_told_in_a_sentence(string command, string told)
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = new Bench(world);
        bench.Write("captures/there/x.html", "<html></html>");

        var (code, said) = await bench.RunAsync(command);

        code.ShouldBe(2, said);
        said.ShouldContain(told);
        said.ShouldNotContain("   at ");
        world.Miws.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_login_in_the_environment_nothing_is_sent()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = new Bench(world);
        bench.Environment["ROBOSYNC_MIWS_PASSWORD"] = null;

        var (code, said) = await bench.RunAsync("capture $MIWS --year 2027 --folder captures/one");

        code.ShouldBe(2);
        said.ShouldContain("ROBOSYNC_MIWS_PASSWORD");
        world.Miws.Server.Requests.ShouldBeEmpty();
    }

    private static List<string> Names(Bench bench, string folder) =>
        [.. Directory.GetFiles(bench.At(folder), "*.html").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
