using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Bookings;

/// <summary>Which seminars are opened: those whose bookings can have changed since they were read, and once a day all.</summary>
public sealed class SeminarReadingTests
{
    private const string Event = "2239928341129601024";

    private static readonly DateTimeOffset ReadAt = new(2026, 6, 10, 12, 0, 0, JapanTime.Offset);
    private static readonly DateTimeOffset Turn = ReadAt.AddHours(-4);
    private static readonly DateOnly Today = new(2026, 6, 10);
    private static readonly DateTime Changed = new(2026, 6, 10, 9, 0, 0);

    [Fact]
    public void A_coming_seminar_of_which_the_medium_shows_only_how_many_are_booked_is_always_opened() =>
        IsOpened(Coming with { BookingsChanged = null }, changed: null).ShouldBeTrue("one may have left and another come");

    [Fact]
    public void A_coming_seminar_whose_row_says_that_nothing_changed_is_not_opened() => IsOpened(Coming, Changed).ShouldBeFalse();

    [Fact]
    public void A_change_that_may_have_come_right_after_the_reading_is_looked_for()
    {
        var late = new DateTime(2026, 6, 10, 11, 59, 0);

        IsOpened(Coming with { BookingsChanged = late }, late).ShouldBeTrue();
    }

    [Fact]
    public void A_newer_change_or_another_number_is_opened_also_where_the_seminar_is_past()
    {
        IsOpened(Coming with { BookingsChanged = Changed.AddMinutes(1) }, Changed).ShouldBeTrue();
        IsOpened(Past with { Bookings = 4 }, changed: null).ShouldBeTrue();
    }

    [Fact]
    public void A_past_seminar_is_opened_once_a_day()
    {
        IsOpened(Past, changed: null).ShouldBeFalse();
        IsOpened(Past, changed: null, turn: ReadAt.AddMinutes(1)).ShouldBeTrue();
        IsOpened(Past with { Date = Today }, changed: null).ShouldBeTrue("today's is not past");
    }

    [Fact]
    public void Once_a_day_also_what_cannot_have_changed_is_opened() => IsOpened(Coming, Changed, ReadAt.AddMinutes(1)).ShouldBeTrue();

    [Fact]
    public void A_seminar_that_is_mapped_to_another_event_is_opened() =>
        Reading(Changed).IsOutOfDate(Coming, "2239928341129601025", Turn, Today).ShouldBeTrue();

    private static Seminar Coming => new("270100", "会社説明会", Today.AddDays(3), 3) { BookingsChanged = Changed };

    private static Seminar Past => new("270100", "会社説明会", Today.AddDays(-1), 3);

    private static SeminarReading Reading(DateTime? changed) => new()
    {
        SeminarNumber = "270100", EventId = Event, ReadAt = ReadAt, Bookings = 3, Changed = changed,
    };

    private static bool IsOpened(Seminar seminar, DateTime? changed, DateTimeOffset? turn = null) =>
        Reading(changed).IsOutOfDate(seminar, Event, turn ?? Turn, Today);
}
