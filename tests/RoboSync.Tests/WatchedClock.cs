using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace RoboSync.Tests;

/// <summary>A clock that a test moves, and that says when somebody begins to wait by it.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> waits = new();

    /// <summary>Every wait that was begun so far.</summary>
    public ConcurrentBag<TimeSpan> Waits { get; } = [];

    /// <summary>Ends when somebody waits for exactly this long.</summary>
    public Task WaitsAsync(TimeSpan wait) => Signal(wait).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Waits.Add(dueTime);
        Signal(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource Signal(TimeSpan wait) =>
        waits.GetOrAdd(wait, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
