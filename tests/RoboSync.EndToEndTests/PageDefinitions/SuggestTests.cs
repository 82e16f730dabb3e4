namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>suggest</c>; <see cref="RecipeTests"/> draft the definitions of a whole other site.</summary>
public sealed class SuggestTests : BenchTest
{
    [Fact]
    public async Task Drafts_of_a_sites_pages_read_these_pages_and_the_site_and_nothing_is_overwritten()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        await bench.RunAsync("capture $MIWS --year 2027 --folder captures/one");

        var (code, said) = await bench.RunAsync("suggest captures/one --out definitions");

        code.ShouldBe(0, said);
        said.ShouldContain("not seen, only usual");
        (await bench.RunAsync("check captures/one --definitions definitions")).Code.ShouldBe(0);
        (await bench.RunAsync("try $MIWS --year 2027 --definitions definitions")).Code.ShouldBe(0);
        (await bench.RunAsync("suggest captures/one --out definitions")).ShouldSatisfyAllConditions(
            again => again.Code.ShouldBe(2), again => again.Said.ShouldContain("Name another folder"));
    }

    [Fact]
    public async Task What_no_label_names_is_said_to_be_missing_and_never_guessed()
    {
        await using var world = await StartAsync(applicants: 4);
        using var bench = new Bench(world);
        bench.Write("saved/seminar-list.html", """
            <!-- saved from url=(0036)https://miws.example/seminars?page=1 -->
            <html><body><h1>セミナー一覧</h1><p>全1件 <a href="seminars?page=2">次へ</a></p><table id="list"><thead><tr><th>セミナーNo.</th><th>呼び名</th><th>開催日</th></tr></thead>
            <tr><td>270100</td><td>説明会</td><td>R8.4.1</td></tr></table></body></html>
            """);
        await bench.RunAsync("capture --from saved --folder captures/one --year 2027");

        var (code, said) = await bench.RunAsync("suggest captures/one --out definitions");

        code.ShouldBe(1);
        said.ShouldContain("no label of the page names it");
        said.ShouldContain("still wrong: seminar-list: field name is missing");
        (await File.ReadAllTextAsync(bench.At("definitions/seminar-list.json"))).ShouldNotContain("呼び名");
    }
}
