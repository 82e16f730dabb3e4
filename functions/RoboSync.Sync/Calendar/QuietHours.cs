namespace RoboSync.Sync.Calendar;

/// <summary>A daily time in Japan in which MIWS is left alone; it may go over midnight.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End; at this very time runs may start again.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time of day lies within.</summary>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    /// <summary>Whether an instant lies within.</summary>
    public bool Contains(DateTimeOffset instant) => Contains(TimeOnly.FromDateTime(JapanTime.ToJapan(instant).DateTime));

    /// <summary>When they begin next after an instant (UTC).</summary>
    public DateTimeOffset NextBegin(DateTimeOffset after) => SlotSchedule.Next([From], after);

    /// <summary>When they end next after an instant (UTC).</summary>
    public DateTimeOffset NextEnd(DateTimeOffset after) => SlotSchedule.Next([To], after);
}
