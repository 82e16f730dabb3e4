using System.Globalization;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// Everything that issue 16 asks for, one after the other, by one command; writes docs/benchmarks.md and docs/benchmarks.json.
/// </summary>
internal static class BenchmarkSuite
{
    private static readonly (string Name, Func<Scale, Task<IReadOnlyList<Figure>>> Measure)[] All =
    [
        ("reading", ReadingMeasurement.RunAsync),
        ("requests", RequestsMeasurement.RunAsync),
        ("wire", WireMeasurement.RunAsync),
        ("robot", RobotMeasurement.RunAsync),
        ("memory", MemoryMeasurement.RunAsync),
        ("processes", ProcessesMeasurement.RunAsync),
        ("fairness", FairnessMeasurement.RunAsync),
        ("start", StartMeasurement.RunAsync),
        ("console", ConsoleMeasurement.RunAsync),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="arguments"><c>--small</c>, <c>--compare</c>, and names of parts; none for all.</param>
    /// <returns>The exit code: 1 where a part failed, or where <c>--compare</c> finds a figure that has got worse.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var isSmall = arguments.Contains("--small");
        var scale = isSmall ? Scale.Small : Scale.Full;
        var names = arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
        var figures = new List<Figure>();
        var hasFailed = false;
        foreach (var (name, measure) in All.Where(part => names.Count == 0 || names.Contains(part.Name)))
        {
            var start = TimeProvider.System.GetTimestamp();
            System.Console.Error.WriteLine($"{name} …");
            try
            {
                figures.AddRange(await measure(scale));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The others are worth having: what is missing is said.
                hasFailed = true;
                System.Console.Error.WriteLine($"{name} could not be measured: {failure}");
            }

            System.Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s"));
        }

        foreach (var figure in figures)
        {
            System.Console.WriteLine(BenchmarkReport.Line(figure));
        }

        if (arguments.Contains("--compare"))
        {
            return BenchmarkReport.HasGotWorse(figures) || hasFailed ? 1 : 0;
        }

        if (!isSmall)
        {
            await BenchmarkReport.WriteAsync(figures);
        }

        return hasFailed ? 1 : 0;
    }
}
