using RoboSync.Simulators.Serving;
using RoboSync.Simulators.World;

namespace RoboSync.Benchmarks.Suite;

/// <summary>One slot of many accounts, worked off by one, two and four processes on one queue; the sites answer in 50 ms.</summary>
internal static class ProcessesMeasurement
{
    private const int ApplicantsEach = 25;
    private const int Milliseconds = 50;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var times = new Dictionary<int, List<double>> { [1] = [], [2] = [], [4] = [] };
        for (var pair = 0; pair < scale.Pairs; pair++)
        {
            foreach (var (processes, seconds) in times)
            {
                seconds.Add(await RunAsync(scale.Accounts, processes));
            }
        }

        return
        [
            Medians.Ratio("processes-2", "speed of 2 processes ÷ 1", [.. times[1].Zip(times[2])], "s") with { Better = Better.More },
            Medians.Ratio("processes-4", "speed of 4 processes ÷ 1", [.. times[1].Zip(times[4])], "s") with
            {
                Goal = 3.6, Better = Better.More,
            },
        ];
    }

    private static async Task<double> RunAsync(int accounts, int processes)
    {
        await using var rig = await ProcessRig.StartAsync(new WorldOptions
        {
            Applicants = accounts * ApplicantsEach,
            Years = [.. Enumerable.Range(2027, accounts)],
            SearchLag = TimeSpan.Zero,
        });
        var keys = await rig.AddDemoAsync();
        foreach (var faults in new[] { rig.World.Miws.Server.Faults, rig.World.Hrmos.Server.Faults })
        {
            faults.Arm(new Fault(FaultNames.Slow, Value: Milliseconds));
        }

        await rig.StartFunctionsAsync(processes);
        var (slot, runs) = await rig.RunSlotAsync(keys);
        return (runs.Max(run => run.FinishedAt!.Value) - slot).TotalSeconds;
    }
}
