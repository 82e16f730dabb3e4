namespace RoboSync.DevHost.Listening;

/// <summary>What a listener has begun and not ended.</summary>
internal sealed class WorkInHand
{
    private readonly HashSet<Task> tasks = [];

    /// <summary>Adds work that runs. It must not fail: what fails in it ends the host.</summary>
    public void Add(Task work) => tasks.Add(work);

    /// <summary>Waits until no more than so many are in hand.</summary>
    public async Task DownToAsync(int count)
    {
        while (tasks.Count > count)
        {
            var ended = await Task.WhenAny(tasks);
            tasks.Remove(ended);
            await ended;
        }
    }
}
