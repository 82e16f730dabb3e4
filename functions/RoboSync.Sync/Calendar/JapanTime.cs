namespace RoboSync.Sync.Calendar;

/// <summary>
/// Japan Standard Time: nine hours ahead of UTC, without daylight saving since 1951. A fixed offset needs neither the host's
/// time zone nor a zone database.
/// </summary>
public static class JapanTime
{
    /// <summary>How far Japan is ahead of UTC.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(9);

    /// <summary>The instant on Japan's clock.</summary>
    public static DateTimeOffset ToJapan(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The day in Japan.</summary>
    public static DateOnly DateInJapan(DateTimeOffset instant) => DateOnly.FromDateTime(ToJapan(instant).DateTime);

    /// <summary>The instant of a Japan time without an offset, as sites show it.</summary>
    public static DateTimeOffset FromJapan(DateTime japanTime) => new(DateTime.SpecifyKind(japanTime, DateTimeKind.Unspecified), Offset);
}
