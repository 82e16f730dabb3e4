using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;

namespace RoboSync.Tests.Month;

/// <summary>The process died just now.</summary>
internal sealed class HostDiedException : Exception;

/// <summary>
/// The Functions host: delivers messages, again where they failed or their process died, and to the poison queue after five times. It can
/// die between any two writes; what was under way is then never heard of again.
/// </summary>
internal sealed class SimulatedHost(VirtualTime time, Random random) : IWorkQueues
{
    private const int MaxDequeueCount = 5;
    private static readonly TimeSpan Redelivery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RedeliveryAfterDeath = TimeSpan.FromMinutes(5);

    private readonly List<Message> waiting = [];
    private readonly HashSet<Message> underWay = [];
    private int lives;
    private bool dieAtNextWrite;
    private bool loseNextSync;

    public bool IsUp { get; private set; } = true;

    /// <summary>When the process died.</summary>
    public HashSet<DateTimeOffset> Deaths { get; } = [];

    public Func<string, Task> OnSync { get; set; } = null!;

    public Func<string, Task> OnPoisonedSync { get; set; } = null!;

    public Func<string, Task> OnNotification { get; set; } = null!;

    public Action OnDeath { get; set; } = null!;

    public List<string> PoisonedNotifications { get; } = [];

    /// <summary>What is thrown away unforeseen, for the message of a failed test.</summary>
    public List<Exception> Unforeseen { get; } = [];

    /// <summary>Lets the process die at one of its next writes, and start again some time later.</summary>
    public void DieSoon() => dieAtNextWrite = true;

    /// <summary>
    /// Loses the next message that asks for a run: somebody clears the queue, or a worker dies over a message that the queue forgets.
    /// </summary>
    public void LoseSync() => loseNextSync = true;

    /// <summary>How many messages were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Ends the process now, for this long.</summary>
    public void GoDown(TimeSpan downtime)
    {
        if (!IsUp)
        {
            return;
        }

        IsUp = false;
        lives++;
        Deaths.Add(time.Now);
        foreach (var message in underWay)
        {
            time.After(RedeliveryAfterDeath, () => Deliver(message));
        }

        underWay.Clear();
        OnDeath();
        time.After(downtime, () =>
        {
            IsUp = true;
            Message[] piled = [.. waiting];
            waiting.Clear();
            Array.ForEach(piled, Deliver);
        });
    }

    /// <summary>Every write of a port goes through here, before it happens.</summary>
    public void Write()
    {
        if (!IsUp)
        {
            throw new HostDiedException();
        }

        if (dieAtNextWrite && random.Next(4) == 0)
        {
            dieAtNextWrite = false;
            GoDown(TimeSpan.FromMinutes(random.Next(1, 10)));
            throw new HostDiedException();
        }
    }

    /// <summary>Waits within a handler; never returns where the process has died meanwhile.</summary>
    public Task WaitAsync(TimeSpan delay)
    {
        var life = lives;
        var done = new TaskCompletionSource();
        time.After(delay, () =>
        {
            if (life == lives)
            {
                done.SetResult();
            }
        });
        return done.Task;
    }

    /// <summary>Whether the process that was alive then still is.</summary>
    public int Life => lives;

    /// <summary>Runs a timer's function.</summary>
    /// <returns>Whether it ran to its end.</returns>
    public bool Fire(Func<Task> function)
    {
        if (!IsUp)
        {
            return false;
        }

        var run = function();
        run.IsCompleted.ShouldBeTrue("a timer's function waits for nothing here");
        if (run.Exception?.InnerException is { } failure and not HostDiedException)
        {
            throw failure;
        }

        return run.IsCompletedSuccessfully;
    }

    public Task EnqueueSyncAsync(RunRequest message, TimeSpan delay, CancellationToken cancellationToken) =>
        Enqueue(new Message(message.ToMessage(), IsSync: true), delay);

    public Task EnqueueNotificationAsync(NotificationMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        Enqueue(new Message(NotificationMessages.Write(message), IsSync: false), delay);

    // What waits while the process is down is delivered at once when it is up.
    public Task<DateTimeOffset?> ReadOldestSyncAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public Task EnqueueUploadAsync(UploadMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody uploads here.");

    private Task Enqueue(Message message, TimeSpan delay)
    {
        Write();
        time.After(delay, () => Deliver(message));
        return Task.CompletedTask;
    }

    private void Deliver(Message message)
    {
        if (!IsUp)
        {
            waiting.Add(message);
            return;
        }

        if (loseNextSync && message.IsSync)
        {
            loseNextSync = false;
            Lost++;
            return;
        }

        message.Deliveries++;
        underWay.Add(message);
        _ = HandleAsync(message);
    }

    private async Task HandleAsync(Message message)
    {
        var life = lives;
        try
        {
            await HandlerOf(message)(message.Body);
        }
        catch (HostDiedException)
        {
            return;
        }
        catch (Exception failure)
        {
            if (failure is not SyncException and not NotToldException)
            {
                Unforeseen.Add(failure);
            }

            if (life == lives && underWay.Remove(message))
            {
                time.After(Redelivery, () => Deliver(message));
            }

            return;
        }

        if (life == lives)
        {
            underWay.Remove(message);
        }
    }

    private Func<string, Task> HandlerOf(Message message) => (message.IsSync, message.Deliveries > MaxDequeueCount) switch
    {
        (true, false) => OnSync,
        (true, true) => OnPoisonedSync,
        (false, false) => OnNotification,
        (false, true) => body =>
        {
            PoisonedNotifications.Add(body);
            return Task.CompletedTask;
        },
    };

    private sealed record Message(string Body, bool IsSync)
    {
        public int Deliveries { get; set; }

        public bool Equals(Message? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
