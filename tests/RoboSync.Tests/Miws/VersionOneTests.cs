using System.Text.Json.Nodes;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Reading;

namespace RoboSync.Tests.Miws;

/// <summary>Definitions of version 1, as they were shipped and as operators have put them up, are read as they always were.</summary>
public sealed class VersionOneTests
{
    [Theory]
    [InlineData("site")]
    [InlineData("applicant-list")]
    [InlineData("applicant-detail")]
    [InlineData("seminar-list")]
    [InlineData("booking-list")]
    public async Task A_definition_of_version_1_becomes_the_one_that_is_shipped_now(string name)
    {
        var one = (JsonObject)JsonNode.Parse(Text(name))!;
        VersionOne.Is(one).ShouldBeTrue();

        var two = VersionOne.ToTwo(one);

        var shipped = JsonNode.Parse(await SavedPage.ShippedAsync(name));
        JsonNode.DeepEquals(two, shipped).ShouldBeTrue(two.ToJsonString());
        VersionOne.Is(two).ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_are_read_by_definitions_of_version_1_that_are_put_up()
    {
        var definitions = await SavedPage.DefinitionsAsync(
            [.. DefinitionNeeds.Names.Select(name => (name, Text(name).Replace("最終更新日時", "更新日", StringComparison.Ordinal)))]);

        MiwsPages.ApplicantList(
            SavedPage.Changed("applicant-list", "<th>最終更新日時</th>", "<th>更新日</th>"), definitions.ApplicantList).Rows.Count.ShouldBe(4);
        MiwsPages.ApplicantDetail(
            SavedPage.Changed("applicant-detail", "<th>最終更新日時</th>", "<th>更新日</th>"), definitions.ApplicantDetail)
            .ApplicantNumber.ShouldBe("10000001");
        definitions.Site.SignIn.Steps.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("applicant-list", "\"path\"", "\"pfad\"", "pfad")]
    [InlineData("applicant-list", "\"empty\"", "\"none\"", "none")]
    [InlineData("applicant-detail", "\"term\": [\"氏名\"]", "\"begriff\": [\"氏名\"]", "begriff")]
    [InlineData("site", "\"loginIdField\": \"loginId\"", "\"loginIdField\": 7", "steps")]
    [InlineData("site", "\"form\": \"form#login-form\",", "", "steps")]
    public async Task What_version_1_did_not_know_is_refused_by_its_name(string name, string from, string to, string mistake)
    {
        var text = Text(name);
        text.ShouldContain(from);

        var mistakes = await SavedPage.InForce(new PutUp())
            .FindMistakesAsync("miws", name, text.Replace(from, to, StringComparison.Ordinal));

        mistakes.ShouldContain(found => found.Contains(mistake, StringComparison.Ordinal), string.Join("; ", mistakes));
    }

    private static string Text(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Miws", "VersionOne", $"{name}.json"));
}
