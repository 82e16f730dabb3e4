using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Reconciling;

/// <summary>Comparing an event's bookings: each difference has its reason. Nothing is asked.</summary>
public sealed class ComparisonTests
{
    private const string Number = "10000001";
    private const string Candidate = "2239928341129601024";
    private const string Stranger = "2245720181511430144";
    private const string Seminar = "270100";

    private static readonly DateOnly StartDate = new(2026, 4, 1);
    private static readonly ListedPeople NobodyListed = new(new Dictionary<string, ListedAs>(), IsWhole: true);
    private static readonly ListedAs OnTheList = new("本サイト採用", new DateOnly(2026, 5, 1), new DateTime(2026, 5, 1, 9, 0, 0));

    [Theory]
    [InlineData(BookingState.Booked, BookingState.Booked)]
    [InlineData(BookingState.Attended, BookingState.Booked)]
    [InlineData(BookingState.Booked, BookingState.Absent)]
    [InlineData(BookingState.Cancelled, BookingState.Cancelled)]
    [InlineData(BookingState.Cancelled, null)]
    public void What_is_alike_is_no_difference(BookingState onMedium, BookingState? inHrmos) =>
        Compare(onMedium, inHrmos, Written(BookingState.Booked)).Differences.ShouldBeEmpty();

    [Theory]
    [InlineData(null, null, DifferenceReason.NotMirroredYet)]
    [InlineData(BookingState.Cancelled, null, DifferenceReason.NotMirroredYet)]
    [InlineData(BookingState.Booked, null, DifferenceReason.RemovedInHrmos)]
    [InlineData(BookingState.Booked, BookingState.Cancelled, DifferenceReason.CancelledInHrmos)]
    public void A_candidate_who_is_booked_on_the_medium_alone(BookingState? written, BookingState? inHrmos, DifferenceReason reason) =>
        OnlyReason(Compare(BookingState.Booked, inHrmos, Written(written))).ShouldBe(reason);

    [Theory]
    [InlineData(BookingState.Booked, BookingState.Booked, DifferenceReason.CancelledOnMedium)]
    [InlineData(null, BookingState.Booked, DifferenceReason.CancellationLeft)]
    [InlineData(BookingState.Booked, BookingState.Attended, DifferenceReason.AttendanceStands)]
    [InlineData(BookingState.Booked, BookingState.Absent, DifferenceReason.AttendanceStands)]
    public void A_candidate_who_cancelled_and_is_booked_in_hrmos(BookingState? written, BookingState inHrmos, DifferenceReason reason) =>
        OnlyReason(Compare(BookingState.Cancelled, inHrmos, Written(written))).ShouldBe(reason);

    [Theory]
    [InlineData(BookingState.Attended, BookingState.Absent)]
    [InlineData(BookingState.Absent, BookingState.Attended)]
    public void Where_both_sides_say_what_became_of_a_booking_that_of_staff_stands(BookingState onMedium, BookingState inHrmos) =>
        OnlyReason(Compare(onMedium, inHrmos, Written(BookingState.Booked))).ShouldBe(DifferenceReason.AttendanceStands);

    [Fact]
    public void Who_is_booked_in_hrmos_and_not_on_the_medium_is_there_by_another_route_or_has_vanished()
    {
        var inHrmos = new Dictionary<string, BookingState> { [Candidate] = BookingState.Booked };

        OnlyReason(Compare([], inHrmos, [])).ShouldBe(DifferenceReason.OtherRoute);
        OnlyReason(Compare([], inHrmos, [Written(BookingState.Booked)!])).ShouldBe(DifferenceReason.VanishedOnMedium);
    }

    [Fact]
    public void Bookings_of_candidates_who_are_nobodys_here_are_counted()
    {
        var compared = Compare([], new Dictionary<string, BookingState> { [Stranger] = BookingState.Attended }, []);

        (compared.OnMedium, compared.InHrmos, compared.OthersInHrmos).ShouldBe((0, 1, 1));
        compared.Differences.ShouldBeEmpty();
        compared.Differs.ShouldBeFalse();
    }

    [Fact]
    public void Who_is_no_candidate_has_the_reason_why()
    {
        Unlinked(NobodyListed).ShouldBe(DifferenceReason.OutsideFlows);
        Unlinked(NobodyListed with { IsWhole = false })
            .ShouldBe(DifferenceReason.NotImportedYet, "who is not on half a list may be behind it");
        Unlinked(Listed(OnTheList)).ShouldBe(DifferenceReason.NotImportedYet);
        Unlinked(Listed(OnTheList with { EntryDate = new DateOnly(2026, 3, 31) })).ShouldBe(DifferenceReason.BeforeStartDate);
        Unlinked(Listed(OnTheList), isSetAside: true).ShouldBe(DifferenceReason.SetAside);
    }

    [Fact]
    public void A_candidate_whom_hrmos_does_not_have_is_missing()
    {
        var facts = Facts(new() { [Number] = BookingState.Booked }, [], [Written(BookingState.Booked)!]);
        var people = People();

        var first = Comparison.Of(Row, facts, people);
        Comparison.MaybeMissing(first).ShouldBe([Number], "HRMOS is asked for them");
        OnlyReason(Comparison.Of(Row, facts, people with { Missing = new HashSet<string> { Number } }))
            .ShouldBe(DifferenceReason.CandidateMissing);
    }

    [Fact]
    public void Of_several_seminars_of_an_event_one_booking_counts_and_people_count_once()
    {
        var states = new Dictionary<string, IReadOnlyDictionary<string, BookingState>>
        {
            [Number] = new Dictionary<string, BookingState> { [Seminar] = BookingState.Cancelled, ["270101"] = BookingState.Booked },
        };

        var compared = Comparison.Of(
            Row, new EventFacts(states, new Dictionary<string, BookingState> { [Candidate] = BookingState.Booked }, NoLinks), People());

        (compared.OnMedium, compared.InHrmos, compared.Differs).ShouldBe((1, 1, false));
    }

    [Fact]
    public void Every_reason_has_a_text_and_a_next_step()
    {
        var medium = MediumProfile.Of("miws").Texts;
        foreach (var reason in Enum.GetValues<DifferenceReason>())
        {
            var text = DifferenceTexts.Of(reason, medium);
            text.What.ShouldEndWith("。");
            text.Remedy.ShouldEndWith("。");
        }

        Enum.GetValues<DifferenceReason>().Where(reason => reason.Stands() && reason.CanBeRepaired()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_has_a_row_for_each_person_and_for_each_event_that_agrees()
    {
        var found = new Reconciliation { Account = new AccountKey("acme", "miws-2027"), GraduationYear = 2027 }.WithAll(
        [
            Compare(BookingState.Booked, null, Written(BookingState.Booked)),
            Row with { Seminars = [new ComparedSeminar("270101", "=1+1", new DateOnly(2026, 6, 2))], EventId = "9", InHrmos = 0 },
        ]);

        var text = System.Text.Encoding.UTF8.GetString(await ReconciliationCsv.WriteAsync(found, MediumProfile.Of("miws").Texts));

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("\"違いあり\",\"=\"\"10000001\"\"\",\"当サービスが登録した予約が、HRMOSから削除されています。\"");
        lines[2].ShouldContain("\"'=1+1\"");
        lines[2].ShouldContain("\"一致\"");
    }

    [Fact]
    public void A_row_that_is_compared_anew_replaces_what_was_known_of_its_seminars()
    {
        var other = Row with { EventId = "9", Seminars = [new ComparedSeminar("270109", "ほか", new DateOnly(2026, 6, 9))] };
        var found = new Reconciliation { Account = new AccountKey("acme", "miws-2027"), GraduationYear = 2027 }.WithAll([other, Row]);

        var moved = found.With([Row with { EventId = "7", OnMedium = 3 }]);

        moved.Events.Select(item => (item.EventId, item.OnMedium)).ShouldBe([("7", 3), ("9", 0)]);
    }

    private static IReadOnlyDictionary<string, BookingLink> NoLinks => new Dictionary<string, BookingLink>();

    private static ComparedEvent Row => new()
    {
        EventId = "2239928341129601025", EventName = "会社説明会",
        Seminars = [new ComparedSeminar(Seminar, "会社説明会", new DateOnly(2026, 6, 1))],
    };

    private static DifferenceReason OnlyReason(ComparedEvent compared) => compared.Differences.ShouldHaveSingleItem().Reason;

    private static DifferenceReason Unlinked(ListedPeople listed, bool isSetAside = false)
    {
        var people = new PeopleFacts(
            StartDate,
            new Dictionary<string, CandidateLink>(),
            isSetAside
                ? new Dictionary<string, SetAside> { [Number] = SetAside.First(Number, FailureCode.CandidateRejected, "mail", "", default) }
                : [],
            listed,
            new HashSet<string>());
        return OnlyReason(Comparison.Of(Row, Facts(new() { [Number] = BookingState.Booked }, [], []), people));
    }

    private static ListedPeople Listed(ListedAs shown) => new(new Dictionary<string, ListedAs> { [Number] = shown }, IsWhole: true);

    private static BookingLink? Written(BookingState? written) => new()
    {
        ApplicantNumber = Number, Seminars = new Dictionary<string, BookingState> { [Seminar] = BookingState.Booked }, Written = written,
    };

    private static ComparedEvent Compare(BookingState onMedium, BookingState? inHrmos, BookingLink? link) => Compare(
        new() { [Number] = onMedium },
        inHrmos is { } state ? new() { [Candidate] = state } : [],
        link is null ? [] : [link]);

    private static ComparedEvent Compare(
        Dictionary<string, BookingState> onMedium, Dictionary<string, BookingState> inHrmos, BookingLink[] links) =>
        Comparison.Of(Row, Facts(onMedium, inHrmos, links), People());

    private static EventFacts Facts(
        Dictionary<string, BookingState> onMedium, Dictionary<string, BookingState> inHrmos, BookingLink[] links) => new(
        onMedium.ToDictionary(
            pair => pair.Key,
            IReadOnlyDictionary<string, BookingState> (pair) => new Dictionary<string, BookingState> { [Seminar] = pair.Value }),
        inHrmos,
        links.ToDictionary(link => link.ApplicantNumber));

    private static PeopleFacts People() => new(
        StartDate,
        new Dictionary<string, CandidateLink> { [Number] = new() { ApplicantNumber = Number, CandidateId = Candidate } },
        new Dictionary<string, SetAside>(),
        NobodyListed,
        new HashSet<string>());
}
