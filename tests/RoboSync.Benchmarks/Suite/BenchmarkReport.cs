using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Benchmarks.Suite;

/// <summary>A committed result: docs/benchmarks.json.</summary>
/// <param name="Machine">What it was measured on.</param>
/// <param name="Date">When, in UTC.</param>
/// <param name="Figures">The figures.</param>
internal sealed record CommittedResult(string Machine, string Date, IReadOnlyList<Figure> Figures);

/// <summary>Writes docs/benchmarks.md and docs/benchmarks.json, and compares with what is committed.</summary>
internal static class BenchmarkReport
{
    /// <summary>How much worse a ratio may be on another day of a shared machine.</summary>
    private const double Slack = 1.3;

    private static string Docs => Path.Combine(RepositoryFolder(), "docs");

    /// <summary>A row of the table.</summary>
    public static string Line(Figure figure)
    {
        var goal = figure.Goal is { } asked ? $"{(figure.Better == Better.Less ? "≤" : "≥")} {Text(asked)}" : "";
        var met = figure.IsMet switch { true => "yes", false => "**no**", null => "" };
        return $"| {figure.What} | {Text(figure.Value)} {figure.Unit} | {goal} | {met} | {figure.Detail} |";
    }

    /// <summary>Writes both files. What was not measured this time stays as it was.</summary>
    public static async Task WriteAsync(IReadOnlyList<Figure> figures)
    {
        var before = Read();
        var result = new CommittedResult(
            Machine(),
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [.. figures, .. before?.Figures.Where(old => figures.All(figure => figure.Key != old.Key)) ?? []]);
        await File.WriteAllTextAsync(
            Path.Combine(Docs, "benchmarks.json"), JsonSerializer.Serialize(result, ResultJson.Default.CommittedResult) + "\n");
        var page = Path.Combine(Docs, "benchmarks.md");
        var kept = await File.ReadAllTextAsync(page);
        var (from, to) = (kept.IndexOf(Begin, StringComparison.Ordinal), kept.IndexOf(End, StringComparison.Ordinal));
        await File.WriteAllTextAsync(page, string.Concat(kept.AsSpan(0, from + Begin.Length), Table(result), kept.AsSpan(to)));
    }

    /// <summary>Says which figures are worse than the committed ones by more than a shared machine explains.</summary>
    public static bool HasGotWorse(IReadOnlyList<Figure> figures)
    {
        var committed = (Read()?.Figures ?? []).ToDictionary(figure => figure.Key, StringComparer.Ordinal);
        var worse = figures.Where(figure => committed.TryGetValue(figure.Key, out var before) && IsWorse(figure, before)).ToList();
        foreach (var figure in worse)
        {
            System.Console.WriteLine($"worse: {figure.What}: {Text(figure.Value)} {figure.Unit}, was {Text(committed[figure.Key].Value)}");
        }

        return worse.Count > 0;
    }

    private const string Begin = "<!-- written by the benchmarks: begin -->\n";
    private const string End = "<!-- written by the benchmarks: end -->";

    private static bool IsWorse(Figure figure, Figure before) => figure.Better == Better.Less
        ? figure.Value > before.Value * Slack
        : figure.Value < before.Value / Slack;

    private static CommittedResult? Read()
    {
        var file = Path.Combine(Docs, "benchmarks.json");
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), ResultJson.Default.CommittedResult) : null;
    }

    private static string Table(CommittedResult result)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"Measured on {result.Date}, {result.Machine}. Seed of the simulators: 20270401.\n\n");
        table.Append("| figure | value | goal | met | made of |\n| --- | ---: | ---: | --- | --- |\n");
        foreach (var figure in result.Figures)
        {
            table.Append(Line(figure)).Append('\n');
        }

        return table.ToString();
    }

    private static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[^1]
                .Trim()
            : null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{processor ?? "an unknown processor"}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}");
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>The repository.</summary>
    public static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RoboSync.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("This is no repository of RoboSync.");
        }

        return folder.FullName;
    }
}

/// <summary>The committed result, as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CommittedResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
