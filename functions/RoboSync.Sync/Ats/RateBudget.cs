using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Ats;

/// <summary>
/// How much of a tenant's rate at the ATS is spoken for, by all processes together. A process speaks for some requests at once and sends
/// each at its time; what it does not send in time is lost, so that nobody saves up. Any minute sees at most
/// <see cref="PerMinute"/> and <see cref="Burst"/> requests and one.
/// </summary>
public sealed record RateBudget
{
    // What an idle tenant may send at once.
    private const int AtOnce = 10;

    // Nobody speaks for so long: somebody's clock was wrong.
    private static readonly TimeSpan Implausible = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan SlowFor = TimeSpan.FromMinutes(5);

    /// <summary>Whose it is.</summary>
    public required string Key { get; init; }

    /// <summary>The rate that it is kept at.</summary>
    public int PerMinute { get; init; }

    /// <summary>When the next request that nobody has spoken for may be sent (UTC).</summary>
    public DateTimeOffset SpokenFor { get; init; }

    /// <summary>Until when the ATS asked to be left alone (UTC).</summary>
    public DateTimeOffset PausedUntil { get; init; }

    /// <summary>Until when half the rate is kept, since more was refused (UTC).</summary>
    public DateTimeOffset SlowUntil { get; init; }

    /// <summary>Opaque version of the stored row; blank where there is none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>How many requests more than the rate a minute may see.</summary>
    public static int Burst(int perMinute) => Math.Max(AtOnce, perMinute / 10);

    /// <summary>Speaks for requests.</summary>
    /// <param name="now">Now.</param>
    /// <param name="perMinute">The rate; where it is another than before, what was spoken for at the old one does not count.</param>
    /// <param name="count">How many.</param>
    public (RateBudget After, RateGrant Grant) Reserve(DateTimeOffset now, int perMinute, int count)
    {
        var interval = TimeSpan.FromMinutes(1) / perMinute * (SlowUntil > now ? 2 : 1);
        var isCurrent = perMinute == PerMinute && SpokenFor < now + Implausible;
        var earliest = now - (interval * (AtOnce - 1));
        var first = Later(Later(earliest, isCurrent ? SpokenFor : earliest), PausedUntil);
        var lateness = interval * (Burst(perMinute) - AtOnce + 1);
        return (
            this with { PerMinute = perMinute, SpokenFor = first + (interval * count) }, new RateGrant(first, interval, count, lateness));
    }

    /// <summary>What a refusal means: everybody waits for as long as was asked, and is slow for a while after.</summary>
    public RateBudget Refused(DateTimeOffset now, TimeSpan wait) => this with
    {
        PausedUntil = Later(PausedUntil, now + wait), SlowUntil = now + wait + SlowFor,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>Requests that were spoken for.</summary>
/// <param name="First">When the first may be sent (UTC).</param>
/// <param name="Interval">From one to the next.</param>
/// <param name="Count">How many.</param>
/// <param name="Lateness">How long after its time each may still be sent.</param>
public sealed record RateGrant(DateTimeOffset First, TimeSpan Interval, int Count, TimeSpan Lateness);

/// <summary>Keeps <see cref="RateBudget"/>s, where every process sees them.</summary>
public interface IRateBudgetStore
{
    /// <summary>The stored budget, or a fresh one.</summary>
    Task<RateBudget> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Replaces the budget that was read; returns it with its new version.</summary>
    /// <exception cref="StaleStateException">Another process wrote in between.</exception>
    Task<RateBudget> SaveAsync(RateBudget budget, CancellationToken cancellationToken);
}
