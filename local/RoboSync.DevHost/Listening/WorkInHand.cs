namespace RoboSync.DevHost.Listening;

/// <summary>What a listener has begun and not ended.</summary>
internal sealed class WorkInHand
{
    private readonly HashSet<Task> tasks = [];

    /// <summary>Adds work that runs.</summary>
    public void Add(Task work) => tasks.Add(work);

    /// <summary>Waits until no more than so many are in hand. Work that failed fails this: nobody expected it.</summary>
    public async Task DownToAsync(int count)
    {
        while (tasks.Count > count)
        {
            await Task.WhenAny(tasks);
            await ForgetEndedAsync();
        }

        await ForgetEndedAsync();
    }

    private async Task ForgetEndedAsync()
    {
        foreach (var ended in tasks.Where(task => task.IsCompleted).ToList())
        {
            tasks.Remove(ended);
            await ended;
        }
    }
}
