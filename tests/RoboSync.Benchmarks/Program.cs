using BenchmarkDotNet.Running;
using RoboSync.Benchmarks;

// `sync [applicants]` runs the whole product, `capacity [applicants of an account]` counts what it asks for; anything else goes to
// BenchmarkDotNet.
if (args is ["sync", ..])
{
    await SyncBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10_000);
    return;
}

if (args is ["capacity", ..])
{
    await CapacityBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3_000);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SyncBenchmark).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
