using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

public sealed class PageDefinitionsTests
{
    [Fact]
    public async Task The_shipped_definitions_are_valid() => (await SavedPage.DefinitionsAsync()).ApplicantList.Name.ShouldBe("applicant-list");

    [Fact]
    public async Task A_replaced_definition_repairs_a_renamed_column_without_code()
    {
        var shipped = await ShippedAsync("applicant-list");
        var renamed = SavedPage.Changed("applicant-list", "<th>最終更新日時</th>", "<th>更新日時（最新）</th>");
        var repaired = await SavedPage.DefinitionsAsync(("applicant-list", shipped.Replace("[\"最終更新日時\"]", "[\"更新日時（最新）\", \"最終更新日時\"]", StringComparison.Ordinal)));

        MiwsPages.ApplicantList(renamed, repaired.ApplicantList).Rows.Count.ShouldBe(4);
        MiwsPages.ApplicantList(SavedPage.Open("applicant-list"), repaired.ApplicantList).Rows.Count.ShouldBe(4, "both names are read while the site changes over");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{}", "PropertyRequired")]
    [InlineData("""{"name":"applicant-list","path":"x","marker":{"selector":"h1"},"fields":{"name":{"column":["氏名"]}}}""", "list is missing")]
    public async Task A_replaced_definition_with_mistakes_stops_runs_and_names_them(string text, string mistake)
    {
        var failure = await Should.ThrowAsync<SyncException>(() => SavedPage.DefinitionsAsync(("applicant-list", text)));

        failure.Code.ShouldBe(FailureCode.SitePageChanged);
        failure.Detail.ShouldContain("applicant-list");
        failure.Detail.ShouldContain(mistake);
    }

    [Fact]
    public async Task A_field_that_the_code_needs_cannot_be_left_out()
    {
        var text = (await ShippedAsync("booking-list")).Replace("\"applicantNumber\"", "\"number\"", StringComparison.Ordinal);

        (await Should.ThrowAsync<SyncException>(() => SavedPage.DefinitionsAsync(("booking-list", text)))).Detail.ShouldContain("field applicantNumber is missing");
    }

    private static async Task<string> ShippedAsync(string name)
    {
        using var reader = new StreamReader(typeof(PageDefinitions).Assembly.GetManifestResourceStream($"{name}.json")!);
        return await reader.ReadToEndAsync();
    }
}
