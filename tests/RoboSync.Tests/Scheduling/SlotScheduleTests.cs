using System.Globalization;
using CsCheck;
using RoboSync.Sync.Calendar;

namespace RoboSync.Tests.Scheduling;

public sealed class SlotScheduleTests
{
    private static readonly TimeOnly[] Slots = [new(8, 0), new(12, 0), new(16, 0), new(20, 0)];

    [Theory]
    [InlineData("2026-06-01T07:59:59+09:00", "2026-06-01T08:00:00+09:00")]
    [InlineData("2026-06-01T08:00:00+09:00", "2026-06-01T12:00:00+09:00")]
    [InlineData("2026-06-01T20:00:00+09:00", "2026-06-02T08:00:00+09:00")]
    [InlineData("2026-12-31T23:59:59+09:00", "2027-01-01T08:00:00+09:00")]
    [InlineData("2028-02-28T20:30:00+09:00", "2028-02-29T08:00:00+09:00")]
    [InlineData("2026-05-31T23:00:00+00:00", "2026-06-01T12:00:00+09:00")]
    [InlineData("2026-06-01T04:00:00-05:00", "2026-06-01T20:00:00+09:00")]
    public void The_next_slot_is_the_first_after_the_instant_on_japans_clock(string after, string expected) =>
        SlotSchedule.Next(Slots, Time(after)).ShouldBe(Time(expected));

    [Fact]
    public void A_slot_over_midnight_belongs_to_the_day_that_begins_in_japan() =>
        SlotSchedule.Next([new TimeOnly(0, 0)], Time("2026-06-01T14:59:00+00:00")).ShouldBe(Time("2026-06-02T00:00:00+09:00"));

    [Theory]
    [InlineData("2026-06-01T08:00:00+09:00", "2026-06-01T08:00:00+09:00")]
    [InlineData("2026-06-01T07:59:59+09:00", "2026-05-31T20:00:00+09:00")]
    [InlineData("2026-06-01T13:00:00+00:00", "2026-06-01T20:00:00+09:00")]
    public void The_previous_slot_is_the_last_until_the_instant(string until, string expected) =>
        SlotSchedule.Previous(Slots, Time(until)).ShouldBe(Time(expected));

    [Theory]
    [InlineData("2026-06-01T21:59:00+09:00", false)]
    [InlineData("2026-06-01T22:00:00+09:00", true)]
    [InlineData("2026-06-02T05:59:00+09:00", true)]
    [InlineData("2026-06-02T06:00:00+09:00", false)]
    public void Quiet_hours_may_go_over_midnight(string time, bool isQuiet)
    {
        var quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0));

        quiet.Contains(Time(time)).ShouldBe(isQuiet);
        quiet.NextEnd(Time("2026-06-01T23:00:00+09:00")).ShouldBe(Time("2026-06-02T06:00:00+09:00"));
        quiet.NextBegin(Time("2026-06-01T21:00:00+09:00")).ShouldBe(Time("2026-06-01T22:00:00+09:00"));
    }

    [Fact]
    public void It_is_given_in_utc() => SlotSchedule.Next(Slots, Time("2026-06-01T07:00:00+09:00")).Offset.ShouldBe(TimeSpan.Zero);

    [Fact]
    public void For_any_slots_and_instant_it_is_a_slot_after_it_and_none_lies_between()
    {
        var slots = Gen.Int[0, 1439].Select(minute => TimeOnly.MinValue.AddMinutes(minute)).List[1, 4];
        var instants = Gen.Long[0, 10L * 365 * 24 * 60]
            .Select(minute => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute));
        Gen.Select(slots, instants).Each(300, sample =>
        {
            var (times, after) = sample;
            var next = SlotSchedule.Next(times, after);
            var minutesUntil = (next - after).TotalMinutes;
            var between = Enumerable.Range(1, (int)minutesUntil - 1).Select(minute => JapanTime.ToJapan(after.AddMinutes(minute)));
            minutesUntil.ShouldBeInRange(1, 1440);
            times.ShouldContain(TimeOnly.FromDateTime(JapanTime.ToJapan(next).DateTime));
            between.ShouldNotContain(time => times.Contains(TimeOnly.FromDateTime(time.DateTime)));
        });
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
