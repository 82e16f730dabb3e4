using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RoboSync.Torture.Input;

/// <summary>
/// Runs the cases of a rig and counts what becomes of them. A case is made by seed and index alone, so that each can be repeated by itself.
/// </summary>
/// <param name="verb">Name of the rig.</param>
/// <param name="newRig">Makes one; each lane has its own.</param>
/// <param name="seed">Seed of all cases.</param>
/// <param name="onWrong">Is told of each failed case at once; null for nobody.</param>
internal sealed class InputRun(string verb, Func<IInputRig> newRig, int seed, Action<string>? onWrong = null)
{
    // For what never ends; a busy machine takes its time.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (int Right, int Refused)> byMutation = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(int Index, string Text)> wrong = new();
    private TimeSpan slowest;
    private int done;

    /// <summary>How many cases have ended.</summary>
    public int Done => Volatile.Read(ref done);

    /// <summary>How long the slowest case took.</summary>
    public TimeSpan Slowest => slowest;

    /// <summary>Failed cases, each with how to repeat it, in the order of their indexes.</summary>
    public IReadOnlyList<string> Wrong => [.. wrong.OrderBy(failure => failure.Index).Select(failure => failure.Text)];

    /// <summary>How many were right and how many refused, by mutation.</summary>
    public IReadOnlyDictionary<string, (int Right, int Refused)> ByMutation => byMutation;

    /// <summary>Runs the cases from one index to another.</summary>
    /// <param name="first">Index of the first case.</param>
    /// <param name="count">How many.</param>
    /// <param name="lanes">How many run at once, each on a rig of its own.</param>
    /// <param name="mostWrong">Stop behind so many failed cases.</param>
    public Task RunAsync(int first, int count, int lanes, int mostWrong) =>
        Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            await using var rig = newRig();
            await rig.StartAsync();
            for (var index = first + lane; index < first + count && wrong.Count < mostWrong; index += lanes)
            {
                await TryAsync(rig, index);
            }
        })));

    private async Task TryAsync(IInputRig rig, int index)
    {
        Verdict verdict;
        var began = Stopwatch.GetTimestamp();
        try
        {
            verdict = await rig.TryAsync(RandomOf(index)).WaitAsync(Longest, TimeProvider.System);
        }
        catch (Exception unforeseen)
        {
            verdict = new Verdict("?", IsRefused: false, $"{unforeseen.GetType().Name}: {unforeseen.Message} {unforeseen.StackTrace}");
        }

        byMutation.AddOrUpdate(
            verdict.Mutation, verdict.IsRefused ? (0, 1) : (1, 0), (_, sum) =>
                verdict.IsRefused ? (sum.Right, sum.Refused + 1) : (sum.Right + 1, sum.Refused));
        var took = Stopwatch.GetElapsedTime(began);
        slowest = took > slowest ? took : slowest;
        Interlocked.Increment(ref done);
        if (verdict.Wrong is not null)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"""
                {verb}, seed {seed}, case {index} ({verdict.Mutation}; {took.TotalMilliseconds:N0} ms): {verdict.Wrong}
                  repeat: dotnet run --project tests/RoboSync.Torture -- {verb} --seed {seed} --first {index} --count 1
                """);
            wrong.Enqueue((index, text));
            onWrong?.Invoke(text);
        }
    }

    // Neighbours must not be alike: their bits are mixed.
    private Random RandomOf(int index)
    {
        var mixed = unchecked(((uint)seed * 0x9E3779B1u) ^ (((uint)index + 1) * 0x85EBCA77u));
        mixed = unchecked((mixed ^ (mixed >> 15)) * 0xC2B2AE3Du);
        return new Random((int)((mixed ^ (mixed >> 13)) & int.MaxValue));
    }
}
