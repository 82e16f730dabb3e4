using System.Globalization;
using RoboSync.Local;

namespace RoboSync.Torture.Engine;

/// <summary>Functions processes that are started and killed; those that are left end as Azure ends them.</summary>
/// <param name="published">Where the functions were published.</param>
/// <param name="settings">Their settings.</param>
/// <param name="logs">Where their logs go.</param>
internal sealed class Workers(string published, IReadOnlyDictionary<string, string> settings, DirectoryInfo logs) : IAsyncDisposable
{
    private readonly List<FunctionsProcess> running = [];

    /// <summary>How many run.</summary>
    public int Count => running.Count;

    /// <summary>How many were started.</summary>
    public int Started { get; private set; }

    /// <summary>Lines of the logs that say that a message was given up.</summary>
    public static IEnumerable<string> GivenUp(DirectoryInfo logs) => logs.EnumerateFiles("*.log")
        .SelectMany(file => File.ReadLines(file.FullName))
        .Where(line => line.Contains("goes to the poison queue", StringComparison.Ordinal));

    public void Start()
    {
        var log = Path.Combine(logs.FullName, string.Create(CultureInfo.InvariantCulture, $"{++Started}.log"));
        running.Add(FunctionsProcess.Start(published, settings, log));
    }

    /// <summary>Kills so many of them, without a chance to clean up.</summary>
    public async Task KillAsync(Random random, int count)
    {
        var victims = Enumerable.Range(0, count).Select(_ => Take(random)).ToList();
        victims.ForEach(victim => victim.Kill());
        foreach (var victim in victims)
        {
            await victim.DisposeAsync();
        }
    }

    /// <summary>The ends of the logs.</summary>
    public string Tail() =>
        string.Join('\n', logs.EnumerateFiles("*.log").SelectMany(file => File.ReadLines(file.FullName).TakeLast(15)));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in running)
        {
            await process.DisposeAsync();
        }
    }

    private FunctionsProcess Take(Random random)
    {
        var victim = running[random.Next(running.Count)];
        running.Remove(victim);
        return victim;
    }
}
