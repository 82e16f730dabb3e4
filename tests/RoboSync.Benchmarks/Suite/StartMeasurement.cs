using System.Diagnostics;
using System.Globalization;
using RoboSync.Local;
using RoboSync.Local.Azurite;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// From the start of host and worker to functions that are served, over the sample application, which is a worker with next to nothing in
/// it; and without ReadyToRun.
/// </summary>
internal static class StartMeasurement
{
    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        await using var azurite = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, null, default);
        var folder = Directory.CreateTempSubdirectory("robosync-start-").FullName;
        try
        {
            var ready = await PublishedFunctions.EnsureAsync(System.Console.Error.WriteLine, default);
            var jitted = Path.Combine(folder, "jitted");
            await PublishAsync("functions/RoboSync.Functions", jitted, "-p:PublishReadyToRun=false");
            var sample = Path.Combine(folder, "sample");
            await PublishAsync(
                "tests/RoboSync.SampleFunctions", sample, "-p:PublishReadyToRun=true", "-r", "linux-x64", "--no-self-contained");
            var (ours, empty, slow) = (new List<double>(), new List<double>(), new List<double>());
            for (var pair = 0; pair <= scale.Pairs; pair++)
            {
                var one = await StartAsync(ready, folder, azurite);
                var two = await StartAsync(sample, folder, azurite);
                var three = await StartAsync(jitted, folder, azurite);
                if (pair > 0)
                {
                    ours.Add(one);
                    empty.Add(two);
                    slow.Add(three);
                }
            }

            return
            [
                new Figure(
                    "start-over-empty", "start over an empty worker, ReadyToRun",
                    Medians.Of([.. ours.Zip(empty, (one, other) => 1000 * (one - other))]), "ms",
                    FormattableString.Invariant(
                        $"{Medians.Of(ours) * 1000:0} - {Medians.Of(empty) * 1000:0} ms, {ours.Count} pairs")) { Goal = 250 },
                new Figure(
                    "start-jitted", "start over an empty worker, without ReadyToRun",
                    Medians.Of([.. slow.Zip(empty, (one, other) => 1000 * (one - other))]), "ms",
                    FormattableString.Invariant($"{Medians.Of(slow) * 1000:0} ms")),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> StartAsync(string application, string folder, AzuriteServer azurite)
    {
        var info = Path.Combine(folder, "functions.json");
        File.Delete(info);
        var start = TimeProvider.System.GetTimestamp();
        await using var functions = FunctionsProcess.Start(
            application,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString(),
                ["DispatchSchedule"] = "0 0 0 1 1 *",
                ["TickSchedule"] = "0 0 0 1 1 *",
                ["KeyVault__Uri"] = "https://vault.example/",
                ["Mail__From"] = "no-reply@robosync.example",
                ["Sync__SupportContact"] = "support@robosync.example",
                ["Mail__SecretName"] = "key",
            },
            Path.Combine(folder, "functions.log"));
        while (functions.Address is null)
        {
            if (!functions.IsRunning)
            {
                throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(folder, "functions.log")));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PublishAsync(string project, string output, params IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = BenchmarkReport.RepositoryFolder(),
            RedirectStandardOutput = true,
            ArgumentList = { "publish", project, "-c", "Release", "-o", output, "-v", "q", "-nologo", "-nodeReuse:false" },
        };
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{project} cannot be published: {said}"));
        }
    }
}
