using RoboSync.Hrmos;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Hrmos;

/// <summary>A tenant's rate, kept by several processes that share nothing but storage.</summary>
public sealed class SharedRateTests : IDisposable
{
    private const int PerMinute = 90;

    private readonly LeapingClock leaping = new();
    private readonly SteppingClock stepping = new();
    private readonly WatchedClock watched = new();
    private readonly SharedBudgets storage = new();
    private readonly List<SharedRate> processes = [];
    private readonly List<DateTimeOffset> sent = [];

    public void Dispose() => processes.ForEach(process => process.Dispose());

    [Fact]
    public void Two_processes_together_keep_to_the_rate_and_use_all_of_it()
    {
        using var senders = new Senders(Process(stepping), Process(stepping), stepping, sent);

        senders.Run(TimeSpan.FromMinutes(10));

        MostInAMinute().ShouldBeLessThanOrEqualTo(PerMinute + RateBudget.Burst(PerMinute) + 1);
        sent.Count.ShouldBeGreaterThan(PerMinute * 10 * 98 / 100, "nothing of the rate is left lying");
    }

    [Fact]
    public async Task It_costs_storage_a_request_for_ten_that_are_sent_and_one_for_a_run_that_sends_one()
    {
        var rate = Process(leaping);
        await SendAsync(900, rate);
        storage.Requests.ShouldBeLessThan(90);

        var before = storage.Requests;
        leaping.Advance(TimeSpan.FromHours(1));
        await SendAsync(1, rate);
        (storage.Requests - before).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_process_speaks_for_and_does_not_send_is_not_saved_up()
    {
        var rate = Process(leaping);
        await SendAsync(60, rate);
        leaping.Advance(TimeSpan.FromSeconds(8));

        await SendAsync(200, rate);

        MostInAMinute().ShouldBeLessThanOrEqualTo(PerMinute + RateBudget.Burst(PerMinute) + 1);
    }

    [Fact]
    public void After_a_refusal_every_process_waits_as_long_as_was_asked_and_is_slow_for_five_minutes()
    {
        var (one, other) = (Process(stepping), Process(stepping));
        using var senders = new Senders(one, other, stepping, sent);
        senders.Run(TimeSpan.FromMinutes(1));
        senders.Do(() => one.RefusedAsync(TimeSpan.FromSeconds(15), default));
        senders.Do(() => other.RefusedAsync(TimeSpan.FromSeconds(15), default));
        var (refused, before) = (stepping.GetUtcNow(), sent.Count);

        senders.Run(TimeSpan.FromMinutes(8));

        sent.Skip(before).ShouldAllBe(at => at >= refused.AddSeconds(15));
        int Between(double from, double to) => sent.Count(at => at >= refused.AddMinutes(from) && at < refused.AddMinutes(to));
        Between(1, 5).ShouldBeInRange(4 * PerMinute / 2 * 95 / 100, (4 * PerMinute / 2) + 1);
        Between(6, 7).ShouldBeInRange(PerMinute * 95 / 100, PerMinute + 1, "then it is as fast as before");
    }

    [Fact]
    public async Task Who_was_refused_is_first_again_and_the_others_keep_their_places()
    {
        var rate = Process(watched, perMinute: 60);
        await SendAsync(10, rate);
        var first = rate.WaitAsync(isRepeated: false, default);
        await watched.WaitsAsync(TimeSpan.FromSeconds(1));
        var second = rate.WaitAsync(isRepeated: false, default);
        await rate.RefusedAsync(TimeSpan.FromSeconds(15), default);
        var refused = rate.WaitAsync(isRepeated: true, default);

        watched.Advance(TimeSpan.FromSeconds(1));
        await watched.WaitsAsync(TimeSpan.FromSeconds(14));
        watched.Advance(TimeSpan.FromSeconds(14));
        await refused;
        first.IsCompleted.ShouldBeFalse();
        await watched.WaitsAsync(TimeSpan.FromSeconds(2));
        watched.Advance(TimeSpan.FromSeconds(2));

        await first;
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_pause_that_is_longer_than_a_run_waits_is_told_to_every_process()
    {
        var (one, other) = (Process(leaping), Process(leaping));
        await one.RefusedAsync(TimeSpan.FromHours(1), default);

        var failure = await Should.ThrowAsync<SyncException>(() => other.WaitAsync(isRepeated: false, default));

        failure.Code.ShouldBe(FailureCode.HrmosTooManyRequests);
        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        leaping.Advance(TimeSpan.FromHours(1));
        await other.WaitAsync(isRepeated: false, default);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nobody_elses_place()
    {
        var rate = Process(watched, perMinute: 60);
        await SendAsync(10, rate);
        using var stop = new CancellationTokenSource();
        var given = rate.WaitAsync(isRepeated: false, stop.Token);
        await watched.WaitsAsync(TimeSpan.FromSeconds(1));
        var next = rate.WaitAsync(isRepeated: false, default);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);
        watched.Advance(TimeSpan.FromSeconds(1));

        await next;
    }

    private SharedRate Process(TimeProvider clock, int perMinute = PerMinute)
    {
        processes.Add(new SharedRate(storage, "tenant", perMinute, TimeSpan.FromSeconds(20), clock));
        return processes[^1];
    }

    // Each as soon as the one before is answered.
    private async Task SendAsync(int count, SharedRate by)
    {
        for (var number = 0; number < count; number++)
        {
            await by.WaitAsync(isRepeated: false, default);
            sent.Add(leaping.GetUtcNow());
        }
    }

    private int MostInAMinute() => sent.Max(from => sent.Count(at => at >= from && at < from.AddMinutes(1)));

    /// <summary>Whoever waits by this clock moves it to where they wait for.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private readonly Lock gate = new();
        private DateTimeOffset now = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow()
        {
            lock (gate)
            {
                return now;
            }
        }

        public override long GetTimestamp() => GetUtcNow().Ticks;

        public void Advance(TimeSpan by)
        {
            lock (gate)
            {
                now += by;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                Advance(dueTime);
            }

            return System.CreateTimer(callback, state, dueTime >= TimeSpan.Zero ? TimeSpan.Zero : dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Time that goes on from one wait to the next, when it is told to.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private readonly PriorityQueue<(TimerCallback Callback, object? State), DateTimeOffset> waits = new();
        private DateTimeOffset now = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                waits.Enqueue((callback, state), now + dueTime);
            }

            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Step()
        {
            waits.TryDequeue(out var first, out var time).ShouldBeTrue("somebody waits");
            now = time > now ? time : now;
            first.Callback(first.State);
        }
    }

    /// <summary>Everything on one thread: nothing is left to do between two steps of time.</summary>
    private sealed class OneThread : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> work = new();

        public override void Post(SendOrPostCallback d, object? state) => work.Enqueue((d, state));

        public void Drain()
        {
            while (work.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
    }

    /// <summary>Two processes of two writers each, which send as soon as they may.</summary>
    private sealed class Senders : IDisposable
    {
        private readonly SynchronizationContext? before = SynchronizationContext.Current;
        private readonly OneThread thread = new();
        private readonly SteppingClock clock;
        private readonly CancellationTokenSource stop = new();
        private readonly List<Task> running;

        public Senders(SharedRate one, SharedRate other, SteppingClock clock, List<DateTimeOffset> sent)
        {
            this.clock = clock;
            SynchronizationContext.SetSynchronizationContext(thread);
            running = [.. new[] { one, one, other, other }.Select(async rate =>
            {
                while (true)
                {
                    await rate.WaitAsync(isRepeated: false, stop.Token);
                    sent.Add(clock.GetUtcNow());
                }
            })];
            thread.Drain();
        }

        public void Run(TimeSpan time)
        {
            for (var until = clock.GetUtcNow() + time; clock.GetUtcNow() < until;)
            {
                clock.Step();
                thread.Drain();
            }
        }

        public void Do(Func<Task> what)
        {
            var task = what();
            thread.Drain();
            task.IsCompletedSuccessfully.ShouldBeTrue();
        }

        public void Dispose()
        {
            stop.Cancel();
            thread.Drain();
            SynchronizationContext.SetSynchronizationContext(before);
            running.ShouldAllBe(task => task.IsCanceled);
            stop.Dispose();
        }
    }
}
