using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Candidates;

public sealed class SetAsideTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_is_tried_at_every_slot_for_two_days_then_daily_and_after_a_month_no_more()
    {
        var record = SetAside.First("10000001", FailureCode.CandidateRejected, "mail", "row", Start);
        var tries = new List<DateTimeOffset>();
        for (var slot = Start.AddHours(6); slot < Start.AddDays(90); slot = slot.AddHours(6))
        {
            if (record.IsDue(slot))
            {
                tries.Add(slot);
                record = record.Again(FailureCode.CandidateRejected, "mail", "row", slot);
            }
        }

        tries.TakeWhile(at => at < Start.AddDays(2)).Count().ShouldBe(7);
        tries.Count.ShouldBeInRange(34, 37);
        record.IsGivenUp.ShouldBeTrue();
        tries[^1].ShouldBe(Start + SetAside.GivenUpAfter, TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_change_on_the_medium_begins_it_anew()
    {
        var old = SetAside.First(
            "10000001", FailureCode.CandidateRejected, "mail", "row", Start) with { Attempts = 40, TriedAt = Start.AddDays(31) };
        old.IsGivenUp.ShouldBeTrue();

        var again = old.Again(FailureCode.CandidateRejected, "mail", "other row", Start.AddDays(40));

        again.Attempts.ShouldBe(1);
        again.Since.ShouldBe(Start.AddDays(40));
        again.IsGivenUp.ShouldBeFalse();
    }

    [Fact]
    public void A_worklist_leaves_out_whoever_waits_and_takes_in_whoever_changed()
    {
        var row = new ApplicantRow("10000001", "見本　花子", "プレサイト期間", new DateOnly(2026, 6, 1), new DateTime(2026, 6, 1, 10, 0, 0));
        var givenUp = SetAside.First(
            "10000001", FailureCode.CandidateRejected, "mail", "row", Start) with { Attempts = 40, TriedAt = Start.AddDays(31) };
        var setAside = new Dictionary<string, SetAside> { ["10000001"] = givenUp };
        var nobody = new Dictionary<string, CandidateLink>();

        Decisions.Worklist([(row, "row")], nobody, setAside, Start.AddDays(40)).ToRead.ShouldBeEmpty();
        Decisions.Worklist([(row, "other")], nobody, setAside, Start.AddDays(40)).ToRead.ShouldBe(["10000001"]);
        Decisions.Worklist(
            [], nobody, new Dictionary<string, SetAside> { ["10000001"] = givenUp with { TriedAt = Start } }, Start.AddDays(2))
            .ToRead.ShouldBe(["10000001"], "it is due, though the list does not show it");
    }

    [Fact]
    public void An_update_whose_end_is_not_known_is_read_again_though_the_list_does_not_show_it()
    {
        var links = new Dictionary<string, CandidateLink>
        {
            ["10000001"] = new() { ApplicantNumber = "10000001", CandidateId = "2239928341129601024" },
            ["10000002"] = new() { ApplicantNumber = "10000002" },
        };

        Decisions.Worklist([], links, new Dictionary<string, SetAside>(), Start)
            .ToRead.ShouldBe(["10000001"], "an intent is looked up instead");
    }
}
