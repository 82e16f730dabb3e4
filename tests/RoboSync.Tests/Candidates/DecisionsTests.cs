using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Candidates;

public sealed class DecisionsTests
{
    private static readonly DateTime Changed = new(2026, 6, 1, 10, 0, 0);
    private static readonly ApplicantRow Row = new("10000001", "見本　花子", "プレサイト期間", new DateOnly(2026, 6, 1), Changed);
    private static readonly CandidateLink Link = new()
    {
        ApplicantNumber = "10000001",
        CandidateId = "2239928341129601024",
        RowHash = "row",
        ContentHash = "content",
        ReadAt = JapanTime.FromJapan(Changed).AddHours(2),
    };

    [Fact]
    public void Somebody_new_is_read() => Decisions.HasToBeRead(Row, "row", null).ShouldBeTrue();

    [Fact]
    public void An_unchanged_row_is_not_read() => Decisions.HasToBeRead(Row, "row", Link).ShouldBeFalse();

    [Fact]
    public void A_changed_row_is_read() => Decisions.HasToBeRead(Row, "other", Link).ShouldBeTrue();

    [Fact]
    public void A_change_of_the_very_minute_of_reading_is_read_again() =>
        Decisions.HasToBeRead(Row, "row", Link with { ReadAt = JapanTime.FromJapan(Changed).AddSeconds(40) }).ShouldBeTrue();

    [Fact]
    public void An_intent_is_looked_up_in_hrmos_and_not_read() =>
        Decisions.HasToBeRead(Row, "other", Link with { CandidateId = null }).ShouldBeFalse();

    [Fact]
    public void Identity_is_tenant_medium_year_and_number_and_no_account()
    {
        new LinkScope("sample", "miws", 2027).ExternalId("00012345").ShouldBe("miws:2027:00012345");
        GraduationYearLabel.Of(2027).ShouldBe("2027卒");
    }
}
