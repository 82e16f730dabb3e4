using System.Globalization;
using RoboSync.Sync.Calendar;

namespace RoboSync.Tests.Scheduling;

/// <summary>What is done once a day is spread over the day's slots.</summary>
public sealed class DailyTurnTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, JapanTime.Offset);

    [Fact]
    public void The_accounts_turns_are_spread_evenly_over_the_slots()
    {
        var bySlot = Enumerable.Range(0, 4000)
            .Select(number => DailyTurn.LastCame(SlotSchedule.Default, Key(number), Noon.AddHours(9)))
            .GroupBy(turn => turn).Select(group => group.Count()).ToList();

        bySlot.Count.ShouldBe(4);
        bySlot.ShouldAllBe(count => count > 900 && count < 1100);
    }

    [Fact]
    public void An_account_has_one_turn_a_day_and_keeps_its_slot()
    {
        foreach (var account in Enumerable.Range(0, 50).Select(Key))
        {
            var turns = Enumerable.Range(0, 24 * 30).Select(hour => DailyTurn.LastCame(SlotSchedule.Default, account, Noon.AddHours(hour)))
                .Distinct().ToList();

            turns.Zip(turns.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First == TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public void A_turn_right_before_midnight_is_that_days_also_where_the_run_begins_behind_it()
    {
        var begins = new DateTimeOffset(2026, 6, 2, 0, 5, 0, JapanTime.Offset);

        DailyTurn.DayOf([new TimeOnly(23, 50)], "any", begins).ShouldBe(new DateOnly(2026, 6, 1));
        DailyTurn.DayOf([new TimeOnly(23, 50)], "any", begins.AddDays(1)).ShouldBe(new DateOnly(2026, 6, 2));
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"tenant-{number}/miws-2027");
}
