using System.Text.Json.Nodes;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>check</c>.</summary>
public sealed class CheckTests : BenchTest
{
    private const string Capture = "capture $MIWS --year 2027 --folder captures/one --pages 2";

    [Fact]
    public async Task Every_page_is_read_its_lists_are_whole_and_what_no_field_reads_is_told()
    {
        await using var world = await StartAsync(MiwsSkin.Frames);
        using var bench = new Bench(world);
        WriteFrames(bench);
        await bench.RunAsync($"{Capture} --definitions definitions");

        var (code, said) = await bench.RunAsync("check captures/one --definitions definitions");

        code.ShouldBe(0, said);
        said.ShouldContain("60 distinct rows on 2 pages, 60 stated: it is whole");
        said.ShouldContain("no field reads: 選択, セイ, メイ, 学校名");
        said.ShouldContain("プレサイト期間", Case.Sensitive, "a word of the definition is nobody's");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_page_is_told_at_once_by_the_reader_of_a_run()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        await bench.RunAsync(Capture);
        var definition = JsonNode.Parse(await ShippedAsync("applicant-list"))!;
        definition["fields"]!["entryDate"]!["column"] = new JsonArray("応募日");
        bench.Write("definitions/applicant-list.json", definition.ToJsonString());

        var (code, said) = await bench.RunAsync("check captures/one --definitions definitions");

        code.ShouldBe(1);
        LineOf(said, "│ lastChanged").ShouldContain("The column of field lastChanged is missing.");
        LineOf(said, "│ entryDate").ShouldContain("The column of field entryDate is missing.");
        LineOf(said, "│ applicantNumber").ShouldContain("50 read");
        said.ShouldContain("新しい最終更新日時", Case.Sensitive, "the heading that no field reads");
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_shown_where_it_stands()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        await bench.RunAsync(Capture);
        var definition = JsonNode.Parse(await ShippedAsync("applicant-detail"))!;
        definition["fields"]!["address"]!["kind"] = "phone";
        bench.Write("definitions/applicant-detail.json", definition.ToJsonString());

        var (code, said) = await bench.RunAsync("check captures/one --definitions definitions");

        code.ShouldBe(1);
        said.ShouldContain("A run reads it and sets aside what does not fit (1 values).");
        LineOf(said, "│ address").ShouldContain("do not fit");
        (await ReportAsync(bench)).ShouldContain("data-robosync=&quot;✗address&quot;");
    }

    [Fact]
    public async Task The_report_shows_the_page_with_what_was_read_and_nobody_unless_it_is_asked_to()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        await bench.RunAsync(Capture);
        await bench.RunAsync("check captures/one");
        var masked = await ReportAsync(bench);

        await bench.RunAsync("check captures/one --unmasked");

        masked.ShouldContain("data-robosync=&quot;✓applicantNumber&quot;");
        masked.ShouldContain("data-robosync=&quot;◆marker&quot;");
        masked.ShouldNotContain("&lt;script");
        Personal(world).Where(text => masked.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
        var unmasked = await ReportAsync(bench);
        unmasked.ShouldNotContain("&lt;script");
        Personal(world).Count(text => unmasked.Contains(text, StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Definitions_with_mistakes_are_told_with_all_of_them()
    {
        await using var world = await StartAsync(applicants: 4);
        using var bench = new Bench(world);
        await bench.RunAsync(Capture);
        bench.Write(
            "definitions/applicant-list.json", """{ "version": 2, "name": "applicant-list", "fields": { "name": { "colum": ["氏名"] } } }""");
        bench.Write("definitions/people.json", "{}");

        var (code, said) = await bench.RunAsync("check captures/one --definitions definitions");

        code.ShouldBe(2);
        said.ShouldContain("nothing is called so");
        said.ShouldContain("people.json: nothing reads it");
    }

    private static string LineOf(string said, string begin) =>
        said.Split('\n').FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) ?? said;

    private static Task<string> ReportAsync(Bench bench) => File.ReadAllTextAsync(bench.At("captures/one/report.html"));

    private static async Task<string> ShippedAsync(string name)
    {
        await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream($"{name}.json")!;
        using var reader = new StreamReader(shipped);
        return await reader.ReadToEndAsync();
    }
}
