using System.Globalization;

namespace RoboSync.Benchmarks.Suite;

/// <summary>Which way a goal goes.</summary>
internal enum Better
{
    /// <summary>At most the goal.</summary>
    Less,

    /// <summary>At least the goal.</summary>
    More,
}

/// <summary>A figure that was measured.</summary>
/// <param name="Key">What it is called for ever: runs are compared by it.</param>
/// <param name="What">In words.</param>
/// <param name="Value">The median, or the only value.</param>
/// <param name="Unit">Blank for a ratio.</param>
/// <param name="Detail">What it was made of, for example both sides of a ratio, lowest and highest.</param>
internal sealed record Figure(string Key, string What, double Value, string Unit, string Detail)
{
    /// <summary>What issue 16 asks for; null where it asks for nothing.</summary>
    public double? Goal { get; init; }

    /// <summary>Which way the goal goes.</summary>
    public Better Better { get; init; }

    /// <summary>Whether the goal is met; null where there is none.</summary>
    public bool? IsMet => Goal is not { } goal ? null : Better == Better.Less ? Value <= goal : Value >= goal;
}

/// <summary>How much is measured.</summary>
/// <param name="Pairs">How often each side of a ratio is measured, by turns.</param>
/// <param name="Applicants">Of a first run against the robot and the wire.</param>
/// <param name="Many">Of a run whose memory is looked at; ten times as many for the other.</param>
/// <param name="Accounts">Of the slot that several processes work off, 25 applicants each.</param>
/// <param name="LargeTenant">Applicants of the large tenant beside small ones.</param>
/// <param name="SmallTenants">How many small ones, of 20 applicants each.</param>
/// <param name="Companies">That are stored while the console is looked at.</param>
/// <param name="Runs">Of all of them together.</param>
internal sealed record Scale(
    int Pairs, int Applicants, int Many, int Accounts, int LargeTenant, int SmallTenants, int Companies, int Runs)
{
    /// <summary>What issue 16 names.</summary>
    public static Scale Full { get; } = new(5, 1000, 10_000, 64, 20_000, 200, 500, 10_000);

    /// <summary>To see that everything works: its figures say nothing.</summary>
    public static Scale Small { get; } = new(1, 60, 200, 6, 200, 6, 5, 50);
}

/// <summary>Medians and ratios.</summary>
internal static class Medians
{
    /// <summary>The median.</summary>
    public static double Of(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>Measures two sides by turns, so that whatever else the machine does meets both.</summary>
    /// <returns>Each pair's values.</returns>
    public static async Task<IReadOnlyList<(double One, double Other)>> PairsAsync(
        int pairs, Func<int, Task<double>> one, Func<int, Task<double>> other)
    {
        var values = new List<(double One, double Other)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            values.Add((await one(pair), await other(pair)));
        }

        return values;
    }

    /// <summary>One side over the other: the median of the pairs' ratios.</summary>
    public static Figure Ratio(
        string key, string what, IReadOnlyList<(double One, double Other)> pairs, string unit, double scale = 1)
    {
        var ratios = pairs.Select(pair => pair.One / pair.Other).ToList();
        return new Figure(
            key, what, Of(ratios), "", string.Create(CultureInfo.InvariantCulture, 
                $"{Of([.. pairs.Select(pair => pair.One)]) * scale:0.###} ÷ {Of([.. pairs.Select(pair => pair.Other)]) * scale:0.###} "
                + $"{unit}, {ratios.Count} pairs of {ratios.Min():0.00} to {ratios.Max():0.00}"));
    }
}
