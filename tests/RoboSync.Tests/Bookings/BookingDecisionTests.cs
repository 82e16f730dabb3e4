using RoboSync.Sync.Bookings;
using RoboSync.Sync.Media;
using RoboSync.Sync.Writing;

namespace RoboSync.Tests.Bookings;

/// <summary>Deciding about bookings: nothing is asked or written.</summary>
public sealed class BookingDecisionTests
{
    private const string Number = "10000001";
    private const string Candidate = "2239928341129601024";

    [Theory]
    [InlineData(BookingState.Booked, BookingState.Cancelled, BookingState.Booked)]
    [InlineData(BookingState.Cancelled, BookingState.Cancelled, BookingState.Cancelled)]
    [InlineData(BookingState.Attended, BookingState.Cancelled, BookingState.Booked)]
    [InlineData(BookingState.Absent, BookingState.Cancelled, BookingState.Booked)]
    public void An_event_is_booked_while_any_of_its_seminars_is(BookingState first, BookingState second, BookingState desired) =>
        EventChanges.DesiredOf(new Dictionary<string, BookingState> { ["270100"] = first, ["270101"] = second }).ShouldBe(desired);

    [Fact]
    public void A_new_booking_is_booked()
    {
        var plan = Plan(known: null, BookingState.Booked, inHrmos: null);

        plan.Operations.ShouldHaveSingleItem().ShouldBeOfType<Book>().Reason.ShouldBe(OperationReason.New);
    }

    [Fact]
    public void A_booking_that_hrmos_holds_already_is_agreed_and_not_sent()
    {
        var plan = Plan(known: null, BookingState.Booked, inHrmos: BookingState.Booked);

        plan.Operations.ShouldBeEmpty();
        plan.Agreed.ShouldHaveSingleItem().Written.ShouldBe(BookingState.Booked);
    }

    [Fact]
    public void A_settled_booking_asks_nothing_of_hrmos() =>
        Changes(Known(written: BookingState.Booked), BookingState.Booked).ShouldSatisfyAllConditions(
            changes => changes.Wanted.ShouldBeEmpty(), changes => changes.Remembered.ShouldBeEmpty());

    [Fact]
    public void A_booking_of_ours_that_was_cancelled_is_cancelled()
    {
        var plan = Plan(Known(written: BookingState.Booked), BookingState.Cancelled, inHrmos: BookingState.Booked);

        plan.Operations.ShouldHaveSingleItem().ShouldBeOfType<CancelBooking>().Reason.ShouldBe(OperationReason.Changed);
    }

    [Fact]
    public void A_booking_that_was_not_made_from_here_is_named_and_not_cancelled()
    {
        var plan = Plan(known: null, BookingState.Cancelled, inHrmos: BookingState.Booked);

        plan.Operations.ShouldBeEmpty();
        plan.Left.ShouldHaveSingleItem().ApplicantNumber.ShouldBe(Number);
    }

    [Theory]
    [InlineData(BookingState.Attended)]
    [InlineData(BookingState.Absent)]
    public void What_staff_have_set_stays(BookingState byStaff)
    {
        var plan = Plan(Known(written: BookingState.Booked), BookingState.Cancelled, inHrmos: byStaff);

        plan.Operations.ShouldBeEmpty();
        plan.KeptByStaff.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_booking_that_was_announced_and_arrived_is_ours_to_cancel()
    {
        // HRMOS took it, the process died before that was stored, and the applicant cancelled before the next run.
        var plan = Plan(Known(written: null, intended: BookingState.Booked), BookingState.Cancelled, inHrmos: BookingState.Booked);

        plan.Operations.ShouldHaveSingleItem().ShouldBeOfType<CancelBooking>().Reason.ShouldBe(OperationReason.Unsettled);
    }

    [Fact]
    public void A_cancellation_that_was_announced_and_not_sent_is_undone_by_nobody()
    {
        // Announced, died before it was sent, and booked again before the next run: HRMOS still holds the booking.
        var plan =
            Plan(Known(written: BookingState.Booked, intended: BookingState.Cancelled), BookingState.Booked, inHrmos: BookingState.Booked);

        plan.Operations.ShouldBeEmpty();
        plan.Agreed.ShouldHaveSingleItem().Intended.ShouldBeNull();
    }

    [Fact]
    public void A_cancellation_that_was_announced_and_arrived_is_booked_again()
    {
        var plan = Plan(
            Known(written: BookingState.Booked, intended: BookingState.Cancelled), BookingState.Booked, inHrmos: BookingState.Cancelled);

        plan.Operations.ShouldHaveSingleItem().ShouldBeOfType<Book>();
    }

    [Fact]
    public void What_may_still_arrive_is_looked_for_again()
    {
        var plan = Plan(Known(written: null, intended: BookingState.Booked), BookingState.Cancelled, inHrmos: null, canBeKnown: false);

        plan.Operations.ShouldBeEmpty();
        plan.Agreed.ShouldBeEmpty("it stays announced");
    }

    [Fact]
    public void What_was_announced_for_somebody_who_is_not_shown_any_more_is_settled_all_the_same()
    {
        var known = Known(written: null, intended: BookingState.Booked);

        var changes = EventChanges.Of(
            new Dictionary<string, BookingLink> { [Number] = known }, new Dictionary<string, IReadOnlyDictionary<string, BookingState>>(),
            _ => Candidate);

        changes.Wanted.ShouldHaveSingleItem().Desired.ShouldBe(BookingState.Booked, "a row that vanished cancels nothing");
    }

    [Fact]
    public void A_row_that_vanished_cancels_nothing() =>
        EventChanges.Of(
            new Dictionary<string, BookingLink> { [Number] = Known(written: BookingState.Booked) },
            new Dictionary<string, IReadOnlyDictionary<string, BookingState>>(),
            _ => Candidate).Wanted.ShouldBeEmpty();

    [Fact]
    public void Somebody_who_is_not_linked_is_named() =>
        EventChanges.Of(new Dictionary<string, BookingLink>(), Seen(BookingState.Booked), _ => null).Unlinked.ShouldHaveSingleItem();

    [Fact]
    public void Another_accounts_announcement_and_seminars_survive_what_this_one_remembers()
    {
        var ours = Known(written: null) with { Seminars = States("270100", BookingState.Cancelled), Seen = ["270100"] };
        var theirs = Known(written: BookingState.Booked, intended: BookingState.Cancelled) with
        {
            Seminars = States("270101", BookingState.Booked), RunId = "theirs/r", ETag = "2",
        };

        var merged = ours.Over(theirs);

        merged.Written.ShouldBe(BookingState.Booked);
        merged.Intended.ShouldBe(BookingState.Cancelled);
        merged.RunId.ShouldBe("theirs/r");
        merged.ETag.ShouldBe("2");
        merged.Seminars.Count.ShouldBe(2);
    }

    private static EventPlan Plan(BookingLink? known, BookingState seen, BookingState? inHrmos, bool canBeKnown = true) => EventPlan.Of(
        Changes(known, seen),
        inHrmos is { } state ? new Dictionary<string, BookingState> { [Candidate] = state } : [],
        _ => canBeKnown);

    private static EventChanges Changes(BookingLink? known, BookingState seen) =>
        EventChanges.Of(known is null ? [] : new Dictionary<string, BookingLink> { [Number] = known }, Seen(seen), _ => Candidate);

    private static Dictionary<string, IReadOnlyDictionary<string, BookingState>> Seen(BookingState state) =>
        new() { [Number] = States("270100", state) };

    private static Dictionary<string, BookingState> States(string seminar, BookingState state) => new() { [seminar] = state };

    private static BookingLink Known(BookingState? written, BookingState? intended = null) => new()
    {
        ApplicantNumber = Number,
        Seminars = States("270100", BookingState.Booked),
        Written = written,
        Intended = intended,
        RunId = "ours/r",
        ETag = "1",
    };
}
