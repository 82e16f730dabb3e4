using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;

namespace RoboSync.Hrmos;

/// <summary>
/// The rate of a tenant, which every process that works for the tenant keeps to (<see cref="RateBudget"/>). Within this process, requests
/// stand in one line, whatever run they are of. It speaks for more at once the more it sends, for ten seconds at most: a run that sends one
/// request costs storage one write, and so do fifteen of a run that sends many.
/// </summary>
/// <param name="store">What the processes share.</param>
/// <param name="key">Whose rate it is.</param>
/// <param name="perMinute">The rate.</param>
/// <param name="longestWait">A longer pause than this is told instead of waited for.</param>
/// <param name="clock">The time.</param>
internal sealed class SharedRate(IRateBudgetStore store, string key, int perMinute, TimeSpan longestWait, TimeProvider clock)
    : IRequestRate, IDisposable
{
    private const int MostAtOnce = 256;

    private readonly int most = Math.Clamp(perMinute / 6, 1, MostAtOnce);
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> line = new();
    private readonly SemaphoreSlim storing = new(1);
    private readonly SteadyClock steady = new(clock);
    private RateBudget? known;
    private SpokenRequests? spoken;
    private bool isServing;

    public async Task WaitAsync(bool isRepeated, CancellationToken cancellationToken)
    {
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            _ = isRepeated ? line.AddFirst(place) : line.AddLast(place);
            if (!isServing)
            {
                isServing = true;
                _ = ServeAsync();
            }
        }

        await using var cancelled = cancellationToken.Register(() =>
        {
            lock (gate)
            {
                line.Remove(place);
            }

            place.TrySetCanceled(cancellationToken);
        });
        await place.Task;
    }

    public async Task RefusedAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await ChangeAsync(before => before.Refused(steady.Now, wait), cancellationToken);
        lock (gate)
        {
            // What was spoken for lies within the pause. Those who wait keep their places in the line.
            spoken = null;
        }
    }

    public void Dispose() => storing.Dispose();

    // Ends where nobody waits; whoever comes next begins it again. It leaves the caller's lock at once.
    private async Task ServeAsync()
    {
        await Task.Yield();
        try
        {
            while (IsWaitedFor())
            {
                var (of, time) = await NextAsync();
                if (time - steady.Now is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, clock);
                }

                LetPass(of);
            }
        }
        catch (Exception failure)
        {
            // Storage is away, or HRMOS wants to be left alone: those who wait are told, and who comes next tries again.
            FailAll(failure);
        }
    }

    private bool IsWaitedFor()
    {
        lock (gate)
        {
            return isServing = line.Count > 0;
        }
    }

    private void LetPass(SpokenRequests of)
    {
        lock (gate)
        {
            // Refused meanwhile, or given up by whoever waited: nothing is used up.
            if (ReferenceEquals(of, spoken) && line.First is { } first)
            {
                line.RemoveFirst();
                of.Use();
                first.Value.TrySetResult();
            }
        }
    }

    private void FailAll(Exception failure)
    {
        lock (gate)
        {
            foreach (var place in line)
            {
                place.TrySetException(failure);
            }

            line.Clear();
            isServing = false;
        }
    }

    private async Task<(SpokenRequests Of, DateTimeOffset Time)> NextAsync()
    {
        while (true)
        {
            int count;
            lock (gate)
            {
                if (spoken?.FindNext(steady.Now) is { } time)
                {
                    return (spoken, time);
                }

                count = Math.Clamp(Math.Max(spoken?.CountOfNext ?? 1, line.Count), 1, most);
            }

            RateGrant? grant = null;
            await ChangeAsync(
                before =>
                {
                    if (before.PausedUntil - steady.Now is var left && left > longestWait)
                    {
                        throw new SyncException(FailureCode.HrmosTooManyRequests, "HRMOS asked to be left alone.") { RetryAfter = left };
                    }

                    (var after, grant) = before.Reserve(steady.Now, perMinute, count);
                    return after;
                },
                CancellationToken.None);
            lock (gate)
            {
                spoken = new SpokenRequests(grant!, steady.Now);
            }
        }
    }

    private async Task ChangeAsync(Func<RateBudget, RateBudget> change, CancellationToken cancellationToken)
    {
        await storing.WaitAsync(cancellationToken);
        try
        {
            for (var before = known; ; before = null)
            {
                before ??= await store.ReadAsync(key, cancellationToken);
                try
                {
                    known = await store.SaveAsync(change(before), cancellationToken);
                    return;
                }
                catch (StaleStateException)
                {
                    // Another process was first: what it has spoken for comes before us.
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            storing.Release();
        }
    }

    /// <summary>The requests of a grant, as they are used up.</summary>
    private sealed class SpokenRequests(RateGrant grant, DateTimeOffset at)
    {
        private int used;
        private int lost;

        /// <summary>How many to speak for next: twice as many where all were used, as many as were where some were lost.</summary>
        public int CountOfNext => lost > 0 ? used : 2 * used;

        /// <summary>When the next request may be sent; null where there is none left.</summary>
        public DateTimeOffset? FindNext(DateTimeOffset now)
        {
            for (; used + lost < grant.Count; lost++)
            {
                var time = grant.First + (grant.Interval * (used + lost));
                if ((time > at ? time : at) + grant.Lateness >= now)
                {
                    return time;
                }
            }

            return null;
        }

        public void Use() => used++;
    }

    /// <summary>The wall clock, without its steps back: elapsed time goes on where it stands.</summary>
    private sealed class SteadyClock(TimeProvider clock)
    {
        private readonly Lock gate = new();
        private DateTimeOffset anchor = clock.GetUtcNow();
        private long stamp = clock.GetTimestamp();

        public DateTimeOffset Now
        {
            get
            {
                lock (gate)
                {
                    var (wall, elapsed) = (clock.GetUtcNow(), anchor + clock.GetElapsedTime(stamp));
                    if (wall < elapsed)
                    {
                        return elapsed;
                    }

                    (anchor, stamp) = (wall, clock.GetTimestamp());
                    return wall;
                }
            }
        }
    }
}
