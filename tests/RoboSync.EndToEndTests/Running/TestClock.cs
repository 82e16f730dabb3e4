namespace RoboSync.EndToEndTests.Running;

/// <summary>
/// A clock that stands still until a test moves it; timers run in real time, so that time-outs and back-off work. Shared by the
/// simulators and the functions, as one world has one time.
/// </summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = start;

    /// <summary>How far every look at the clock moves it: for tests of time budgets.</summary>
    public TimeSpan Tick { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now += Tick;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    public void AdvanceTo(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time > now ? time : now;
        }
    }
}
