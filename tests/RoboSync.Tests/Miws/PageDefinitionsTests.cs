using Microsoft.Extensions.Logging.Abstractions;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Documents;

namespace RoboSync.Tests.Miws;

public sealed class PageDefinitionsTests
{
    [Fact]
    public async Task The_shipped_definitions_are_valid() =>
        (await SavedPage.DefinitionsAsync()).ApplicantList.Name.ShouldBe("applicant-list");

    [Fact]
    public async Task A_replaced_definition_repairs_a_renamed_column_without_code()
    {
        var shipped = await SavedPage.ShippedAsync("applicant-list");
        var renamed = SavedPage.Changed("applicant-list", "<th>最終更新日時</th>", "<th>更新日時（最新）</th>");
        var repaired = await SavedPage.DefinitionsAsync(
            ("applicant-list", shipped.Replace("[\"最終更新日時\"]", "[\"更新日時（最新）\", \"最終更新日時\"]", StringComparison.Ordinal)));

        MiwsPages.ApplicantList(renamed, repaired.ApplicantList).Rows.Count.ShouldBe(4);
        MiwsPages.ApplicantList(SavedPage.Open("applicant-list"), repaired.ApplicantList)
            .Rows.Count.ShouldBe(4, "both names are read while the site changes over");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{}", "is missing (PropertyRequired)")]
    [InlineData("null", "is of another type")]
    [InlineData("[]", "is of another type")]
    [InlineData(
        """{"name":"applicant-list","path":"x?page={page}","marker":{"selector":"h1"},"fields":{"name":{"column":["氏名"]}}}""",
        "list is missing")]
    [InlineData("""{ /* why */ "name": "applicant-list" }""", "not JSON")]
    [InlineData("""{"name":"applicant-list","name":"applicant-list"}""", "stands twice")]
    public async Task A_definition_with_mistakes_is_told_with_its_place(string text, string mistake) =>
        (await MistakesAsync("applicant-list", text)).ShouldContain(found => found.Contains(mistake, StringComparison.Ordinal));

    [Theory]
    [InlineData("applicant-list", "{page}", "{pages}", "{pages} is not known")]
    [InlineData("applicant-list", "&page={page}", "", "{page} is missing")]
    [InlineData("applicant-detail", "{number}", "{no}", "{no} is not known")]
    [InlineData("applicant-detail", "{number}", "{number", "a brace is not closed")]
    [InlineData("applicant-detail", "applicants/detail", "https://elsewhere.example/detail", "account's own site")]
    [InlineData("applicant-detail", "applicants/detail", "//elsewhere.example/detail", "account's own site")]
    [InlineData("site", "\"get\": \"login\"", "\"get\": \"login{x}\"", "{x} is not known")]
    [InlineData("applicant-list", "p.result-count b", "p..result-count", "list.total: p..result-count is no CSS selector")]
    [InlineData(
        "applicant-detail",
        "\"selector\": \"h1\", \"contains\": \"応募者詳細\"",
        "\"selector\": \"h1[\", \"contains\": \"応募者詳細\"",
        "marker: h1[ is no CSS selector")]
    [InlineData("applicant-detail", "table#contact", "table#", "is no CSS selector")]
    [InlineData("applicant-list", "([0-9,]+)", "([0-9,]+", "one group")]
    [InlineData("applicant-list", "([0-9,]+)", "[0-9,]+", "one group")]
    [InlineData("applicant-list", "([0-9,]+)", "(?=x)([0-9,]+)", "without look-arounds")]
    [InlineData("site", "([0-9]{4})年卒", "(.)\\\\1", "back-references")]
    [InlineData("applicant-list", "\"convert\": \"dateTime\"", "\"convert\": \"date\"", "fields.lastChanged.convert: must be dateTime")]
    [InlineData("applicant-list", "\"convert\": \"id\"", "\"convert\": \"integer\"", "fields.applicantNumber.convert: must be id")]
    [InlineData(
        "applicant-detail", "\"term\": [\"学校名\"], \"required\": true", "\"term\": [\"学校名\"]", "fields.school.required: must be true")]
    [InlineData("booking-list", "\"Booked\"", "\"Reserved\"", "fields.state.map")]
    [InlineData("booking-list", "\"applicantNumber\"", "\"number\"", "field applicantNumber is missing")]
    [InlineData("booking-list", "\"contains\": \"いません\"", "\"contains\": \"\"", "is empty")]
    public async Task Everything_that_the_code_cannot_use_is_refused_before_a_run_reads_by_it(
        string name, string from, string to, string mistake)
    {
        var shipped = await SavedPage.ShippedAsync(name);
        shipped.ShouldContain(from);

        var mistakes = await MistakesAsync(name, shipped.Replace(from, to, StringComparison.Ordinal));

        mistakes.ShouldContain(found => found.Contains(mistake, StringComparison.Ordinal), string.Join("; ", mistakes));
        mistakes.ShouldAllBe(found => found.StartsWith($"{name}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_mistake() =>
        (await MistakesAsync("applicant-list", "\uFEFF" + await SavedPage.ShippedAsync("applicant-list"))).ShouldBeEmpty();

    [Fact]
    public async Task A_name_that_nothing_reads_is_told() =>
        (await MistakesAsync("applicant_list", "{}")).ShouldHaveSingleItem().ShouldContain("the definitions are site, applicant-list");

    [Fact]
    public async Task No_mutation_of_a_definition_is_more_than_a_mistake()
    {
        var random = new Random(12);
        foreach (var name in DefinitionNeeds.Names)
        {
            var shipped = await SavedPage.ShippedAsync(name);
            for (var round = 0; round < 200; round++)
            {
                var at = random.Next(shipped.Length);
                var text = random.Next(4) switch
                {
                    0 => shipped.Remove(at, Math.Min(random.Next(1, 20), shipped.Length - at)),
                    1 => shipped.Insert(at, new string((char)random.Next(1, 0x3100), random.Next(1, 4))),
                    2 => shipped[..at],
                    _ => shipped.Insert(at, shipped.Substring(random.Next(shipped.Length / 2), random.Next(1, shipped.Length / 3))),
                };

                var (definition, mistakes) = await DefinitionCheck.ReadAsync(name, text);

                (definition is null).ShouldBe(mistakes.Count > 0);
            }
        }
    }

    [Fact]
    public async Task A_mistake_stops_no_run_the_last_good_one_stays_in_force()
    {
        var good = (await SavedPage.ShippedAsync("applicant-list")).Replace("\"応募者一覧\"", "\"応募者の一覧\"", StringComparison.Ordinal);
        var putUp = new PutUp(("applicant-list", good));
        var inForce = SavedPage.InForce(putUp);
        (await inForce.ReadAsync(default)).ApplicantList.Page!.Marker!.Contains.ShouldBe("応募者の一覧");

        putUp.Texts["applicant-list"] = good.Replace("{page}", "{pgae}", StringComparison.Ordinal);

        (await inForce.ReadAsync(default)).ApplicantList.Page!.Marker!.Contains.ShouldBe("応募者の一覧");
        putUp.Texts["applicant-list"] = await SavedPage.ShippedAsync("applicant-list");
        (await inForce.ReadAsync(default)).ApplicantList.Page!.Marker!.Contains.ShouldBe("応募者一覧");
    }

    [Fact]
    public async Task Where_no_good_one_was_before_the_shipped_one_stays_in_force() =>
        (await SavedPage.DefinitionsAsync(("applicant-list", "{"))).ApplicantList.Page!.Marker!.Contains.ShouldBe("応募者一覧");

    [Fact]
    public async Task What_became_of_a_definition_is_written_beside_it_in_words()
    {
        var putUp = new PutUp();
        var inForce = SavedPage.InForce(putUp);
        var take = new TakePageDefinition(
            inForce, putUp, new OperatorAlarms(NoQueues.Create(), TimeProvider.System, NullLogger<OperatorAlarms>.Instance),
            TimeProvider.System, NullLogger<TakePageDefinition>.Instance);

        await take.RunAsync(
            "miws",
            "applicant-list",
            Utf8((await SavedPage.ShippedAsync("applicant-list")).Replace("{page}", "{pgae}", StringComparison.Ordinal)),
            default);
        putUp.Results["applicant-list"].ShouldContain("refused");
        putUp.Results["applicant-list"].ShouldContain(
            "- applicant-list: page.request: {pgae} is not known; {year}, {year2}, {eraYear}, {number}, {page}, {page0}, {offset}, "
            + "{row.NAME} are");
        putUp.Good.ShouldBeEmpty();

        await take.RunAsync("miws", "applicant-list", Utf8(await SavedPage.ShippedAsync("applicant-list")), default);
        putUp.Results["applicant-list"].ShouldContain("taken");
        putUp.Good.Keys.ShouldBe(["applicant-list"]);
    }

    private static async Task<IReadOnlyList<string>> MistakesAsync(string name, string text) =>
        await SavedPage.InForce(new PutUp()).FindMistakesAsync("miws", name, text);

    private static MemoryStream Utf8(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
