namespace RoboSync.EndToEndTests.Running;

/// <summary>Waits for something that happens in another process or thread; fails after a minute, or what a test says.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, TimeSpan? atMost = null) =>
        TrueAsync(() => Task.FromResult(condition()), atMost);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? atMost = null)
    {
        using var limit = new CancellationTokenSource(atMost ?? TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
