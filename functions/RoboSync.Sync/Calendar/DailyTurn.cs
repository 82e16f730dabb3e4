using System.IO.Hashing;
using System.Text;

namespace RoboSync.Sync.Calendar;

/// <summary>
/// What has to be done once a day is done in one of the tenant's slots, another for each account: at 08:00 not everybody reads everything.
/// An account that misses its turn makes up for it in its next run.
/// </summary>
public static class DailyTurn
{
    /// <summary>When an account's turn last came.</summary>
    /// <param name="slots">Daily times in Japan, at least one.</param>
    /// <param name="account">The account's key: an account keeps its slot for as long as the tenant keeps theirs.</param>
    /// <param name="until">Any instant.</param>
    /// <returns>The slot, at or before <paramref name="until"/>, in UTC.</returns>
    public static DateTimeOffset LastCame(IReadOnlyList<TimeOnly> slots, string account, DateTimeOffset until) =>
        SlotSchedule.Previous([slots[(int)(XxHash32.HashToUInt32(Encoding.UTF8.GetBytes($"turn/{account}")) % slots.Count)]], until);

    /// <summary>The day in Japan whose turn that was: also where the run begins behind midnight.</summary>
    /// <inheritdoc cref="LastCame"/>
    public static DateOnly DayOf(IReadOnlyList<TimeOnly> slots, string account, DateTimeOffset until) =>
        JapanTime.DateInJapan(LastCame(slots, account, until));
}
