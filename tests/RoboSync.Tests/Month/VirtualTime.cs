namespace RoboSync.Tests.Month;

/// <summary>Time as an agenda: nothing waits, the next thing happens. One thread, so that a seed is one story.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> agenda = new();
    private long order;

    /// <summary>The true time.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>What the host's clock is wrong by.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>A zone with a clock change: nothing may depend on it.</summary>
    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public override DateTimeOffset GetUtcNow() => Now + Skew;

    public void At(DateTimeOffset time, Action action) => agenda.Enqueue(action, (time > Now ? time : Now, order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public void Every(TimeSpan period, DateTimeOffset first, Action action) => At(first, () =>
    {
        Every(period, first + period, action);
        action();
    });

    public void RunUntil(DateTimeOffset end)
    {
        while (agenda.TryPeek(out _, out var next) && next.At <= end)
        {
            var action = agenda.Dequeue();
            Now = next.At;
            action();
        }

        Now = end;
    }
}
