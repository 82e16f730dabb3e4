using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.World;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Tenants;

namespace RoboSync.Benchmarks;

/// <summary>
/// The whole product as <c>dotnet run --project local/RoboSync.Local</c> starts it, on Azurite and on simulators without delay: a first
/// run, a run over unchanged sites, and one that reads the whole list again.
/// </summary>
internal static class SyncBenchmark
{
    public static async Task RunAsync(int applicants)
    {
        var options = new LocalOptions(
            Once: true, applicants, Seed: 20270401, FurtherRuns: 0, Summary: null, Info: null, Storage: null, Config: null,
            MiwsSkin.Plain);
        await using var stack = await LocalStack.StartAsync(options, System.Console.Error.WriteLine, default);
        System.Console.WriteLine(
            "| run | applicants | seconds | applicants/s | requests to MIWS | to HRMOS | peak memory of the functions |");
        System.Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        await MeasureAsync(stack, "first", applicants);
        await MeasureAsync(stack, "unchanged, same day", applicants);
        await ForgetFullListingAsync(stack);
        await MeasureAsync(stack, "unchanged, new day (whole list)", applicants);
        var truth = GroundTruth.Compare(stack.World!);
        System.Console.WriteLine(truth.IsRight ? "\nHRMOS holds exactly what MIWS' data says it should." : $"\nHRMOS differs: {truth}");
    }

    private static async Task MeasureAsync(LocalStack stack, string name, int applicants)
    {
        var slot = await new SlotRun(stack).RunAsync(_ => { }, default);

        // The accounts run side by side: from the first start to the last end.
        var seconds = (slot.Runs.Max(run => run.FinishedAt!.Value) - slot.Runs.Min(run => run.StartedAt)).TotalSeconds;
        var counts = slot.Runs.Select(run => run.Counts).ToList();
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {applicants:N0} | {seconds:0.0} | {applicants / seconds:N0} | {counts.Sum(count => count.MiwsRequests):N0} | "
            + $"{counts.Sum(count => count.HrmosRequests):N0} | {stack.PeakMemory / (1024.0 * 1024):0} MiB |"));
        foreach (var run in slot.Runs.Where(run => run.Failure is not null))
        {
            System.Console.WriteLine($"{run.Account}: {run.Failure} {run.FailureDetail}");
        }
    }

    private static async Task ForgetFullListingAsync(LocalStack stack)
    {
        var states = stack.Ports.GetRequiredService<IAccountStateStore>();
        foreach (var account in TenantDocument.Parse(stack.Tenant.Document).Accounts)
        {
            await states.UpdateAsync(
                new AccountKey(stack.Tenant.TenantId, account.AccountId), state => state with { LastFullListing = null }, default);
        }
    }
}
