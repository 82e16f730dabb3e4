using System.Text.Json;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Failures;

public sealed class FailureCodesTests
{
    [Fact]
    public void A_code_is_read_by_its_name() => FailureCodes.Parse("SitePageChanged").ShouldBe(FailureCode.SitePageChanged);

    [Fact]
    public void A_name_that_an_older_version_stored_is_still_read() =>
        FailureCodes.Parse("MiwsSignInRefused").ShouldBe(FailureCode.SiteSignInRefused);

    [Theory]
    [InlineData("OfTomorrow")]
    [InlineData("3")]
    [InlineData("")]
    public void A_name_of_a_newer_version_makes_no_row_unreadable(string name) => FailureCodes.Parse(name).ShouldBe(FailureCode.Defect);

    [Fact]
    public void Json_knows_the_former_names_too()
    {
        JsonSerializer.Deserialize<FailureCode>("\"MiwsPageChanged\"").ShouldBe(FailureCode.SitePageChanged);
        JsonSerializer.Serialize(FailureCode.SitePageChanged).ShouldBe("\"SitePageChanged\"");
    }
}
