namespace RoboSync.DevHost.Listening;

/// <summary>
/// How long to wait between two looks: short after something was found, then longer and longer, as the Functions host does it.
/// </summary>
/// <param name="longest">host.json's maxPollingInterval.</param>
/// <param name="random">Spreads the waits by a fifth.</param>
internal sealed class PollingBackOff(TimeSpan longest, Random random)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan last;

    /// <summary>The next wait.</summary>
    /// <param name="found">Whether the last look found something.</param>
    public TimeSpan Next(bool found)
    {
        var next = found || last == TimeSpan.Zero ? Shortest : last * (2 + ((random.NextDouble() - 0.5) * 0.4));
        last = next < longest ? next : longest;
        return last;
    }
}
