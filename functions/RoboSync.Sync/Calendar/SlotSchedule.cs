namespace RoboSync.Sync.Calendar;

/// <summary>A tenant's daily slots (連携時間帯), in Japan Standard Time whatever the host's time zone is.</summary>
public static class SlotSchedule
{
    /// <summary>The slots of a tenant that names none: four a day (help page: 1日4回).</summary>
    public static IReadOnlyList<TimeOnly> Default { get; } = [new(8, 0), new(12, 0), new(16, 0), new(20, 0)];

    /// <summary>The first slot after an instant.</summary>
    /// <param name="slots">Daily times in Japan, at least one.</param>
    /// <param name="after">Any instant; a slot at exactly this instant is not returned.</param>
    /// <returns>The slot, in UTC.</returns>
    public static DateTimeOffset Next(IReadOnlyList<TimeOnly> slots, DateTimeOffset after)
    {
        var japan = JapanTime.ToJapan(after);
        var midnight = japan - japan.TimeOfDay;
        return slots
            .SelectMany(slot => new[] { midnight + slot.ToTimeSpan(), midnight.AddDays(1) + slot.ToTimeSpan() })
            .Where(slot => slot > after)
            .Min()
            .ToUniversalTime();
    }

    /// <summary>The last slot at or before an instant.</summary>
    /// <param name="slots">Daily times in Japan, at least one.</param>
    /// <param name="until">Any instant.</param>
    /// <returns>The slot, in UTC.</returns>
    public static DateTimeOffset Previous(IReadOnlyList<TimeOnly> slots, DateTimeOffset until)
    {
        var japan = JapanTime.ToJapan(until);
        var midnight = japan - japan.TimeOfDay;
        return slots
            .SelectMany(slot => new[] { midnight.AddDays(-1) + slot.ToTimeSpan(), midnight + slot.ToTimeSpan() })
            .Where(slot => slot <= until)
            .Max()
            .ToUniversalTime();
    }
}
