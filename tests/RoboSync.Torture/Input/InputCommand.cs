using System.Diagnostics;
using System.Globalization;

namespace RoboSync.Torture.Input;

/// <summary>The long form of a rig: <c>--count</c>, <c>--seed</c>, and <c>--first</c> for the case to begin with.</summary>
internal static class InputCommand
{
    private const int MostWrong = 20;
    private static readonly TimeSpan Said = TimeSpan.FromSeconds(10);

    /// <summary>Runs a rig and prints what became of its cases.</summary>
    /// <returns>0 where nothing is wrong.</returns>
    public static async Task<int> RunAsync(string verb, Func<IInputRig> newRig, string[] args)
    {
        var (count, seed, first) = (Number(args, "--count") ?? 10_000, Number(args, "--seed") ?? 1, Number(args, "--first") ?? 0);
        var run = new InputRun(verb, newRig, seed, System.Console.WriteLine);
        var began = Stopwatch.GetTimestamp();
        await SayHowFarAsync(verb, run, count, run.RunAsync(first, count, Math.Min(Environment.ProcessorCount, 2), MostWrong));
        foreach (var (mutation, (right, refused)) in run.ByMutation.OrderBy(sum => sum.Key, StringComparer.Ordinal))
        {
            System.Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{mutation,-44} right {right,8:N0}  refused {refused,8:N0}"));
        }

        var (allRight, allRefused) = (run.ByMutation.Values.Sum(sum => sum.Right), run.ByMutation.Values.Sum(sum => sum.Refused));
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verb}, seed {seed}: {allRight + allRefused:N0} cases, {allRight:N0} read, {allRefused:N0} refused, {run.Wrong.Count:N0} "
            + $"wrong, {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s, the slowest {run.Slowest.TotalSeconds:N1} s"));
        return run.Wrong.Count == 0 ? 0 : 1;
    }

    private static async Task SayHowFarAsync(string verb, InputRun run, int count, Task running)
    {
        using var timer = new PeriodicTimer(Said, TimeProvider.System);
        while (await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask()) != running)
        {
            await System.Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{verb}: {run.Done:N0} of {count:N0} cases, {run.Wrong.Count:N0} wrong, the slowest {run.Slowest.TotalSeconds:N1} s"));
        }

        await running;
    }

    private static int? Number(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
            ? int.Parse(args[at + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : null;
}
