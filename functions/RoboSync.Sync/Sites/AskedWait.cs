namespace RoboSync.Sync.Sites;

/// <summary>How long a site asks to be left alone: the header Retry-After, in seconds or as a date.</summary>
public static class AskedWait
{
    /// <summary>The wait from now on; never negative. Null where the answer asks for none.</summary>
    /// <param name="delta">What the header says in seconds; null for nothing.</param>
    /// <param name="date">What it says as a date; null for nothing.</param>
    /// <param name="clock">The time.</param>
    public static TimeSpan? Of(TimeSpan? delta, DateTimeOffset? date, TimeProvider clock) =>
        delta ?? (date is not { } until ? null : until > clock.GetUtcNow() ? until - clock.GetUtcNow() : TimeSpan.Zero);
}
