using BenchmarkDotNet.Running;
using RoboSync.Benchmarks;
using RoboSync.Benchmarks.Suite;
using Xunit.MicrosoftTestingPlatform;

// For `dotnet test`: the ratios that are fast to measure, with slack.
if (args.Contains("--server") || args.Contains("--internal-msbuild-node"))
{
    return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}

// `all` measures everything and writes docs/benchmarks.md; `sync [applicants]` runs the whole product, `capacity [applicants of an
// account]` counts what it asks for; anything else goes to BenchmarkDotNet.
if (args is ["sync", ..])
{
    await SyncBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10_000);
    return 0;
}

if (args is ["capacity", ..])
{
    await CapacityBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3_000);
    return 0;
}

if (args is ["all", ..])
{
    return await BenchmarkSuite.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(SyncBenchmark).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
return 0;
