namespace RoboSync.Sync.Scheduling;

/// <summary>A tenant's daily slots (連携時間帯), in Japan Standard Time whatever the host's time zone is.</summary>
public static class SlotSchedule
{
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
}
