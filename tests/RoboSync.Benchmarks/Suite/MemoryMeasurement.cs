using RoboSync.Simulators.World;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// First runs of many applicants, and of ten times as many: peak memory of the worker, and whether time an applicant is flat.
/// </summary>
internal static class MemoryMeasurement
{
    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var few = await RunAsync(scale.Many);
        var many = await RunAsync(scale.Many * 10);
        return
        [
            new Figure("memory", $"peak memory, {scale.Many * 10:N0} ÷ {scale.Many:N0} applicants", many.Memory / few.Memory, "",
                FormattableString.Invariant($"{many.Memory:0} ÷ {few.Memory:0} MiB")) { Goal = 1.2 },
            new Figure(
                "memory-most", $"peak memory, {scale.Many * 10:N0} applicants", many.Memory, "MiB", "of the worker, two accounts at once")
                { Goal = 300 },
            new Figure("time-flat", $"time an applicant, {scale.Many * 10:N0} ÷ {scale.Many:N0}", many.Each / few.Each, "",
                FormattableString.Invariant($"{many.Each * 1000:0.00} ÷ {few.Each * 1000:0.00} ms, one run each")) { Goal = 1.2 },
            new Figure("quiet-memory", $"peak memory after a run over {scale.Many * 10:N0} unchanged", many.Quiet, "MiB", ""),
        ];
    }

    private static async Task<(double Memory, double Each, double Quiet)> RunAsync(int applicants)
    {
        await using var rig = await ProcessRig.StartAsync(new WorldOptions { Applicants = applicants, SearchLag = TimeSpan.Zero });
        var accounts = await rig.AddDemoAsync();
        await rig.StartFunctionsAsync(1);
        var (_, runs) = await rig.RunSlotAsync(accounts);
        var seconds = (runs.Max(run => run.FinishedAt!.Value) - runs.Min(run => run.StartedAt)).TotalSeconds;
        var memory = rig.PeakMemory / (1024.0 * 1024);
        await rig.RunSlotAsync(accounts);
        return (memory, seconds / applicants, rig.PeakMemory / (1024.0 * 1024));
    }
}
