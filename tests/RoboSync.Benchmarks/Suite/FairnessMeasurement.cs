using System.Globalization;
using System.Text.Json.Nodes;
using RoboSync.Local.Running;

using RoboSync.Simulators.Miws;
using RoboSync.Simulators.People;
using RoboSync.Simulators.Serving;
using RoboSync.Simulators.World;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using HrmosSite = RoboSync.Simulators.Hrmos.HrmosSite;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// A large tenant beside many small ones in one slot, with two processes: when the small ones are done, with it and without.
/// </summary>
internal static class FairnessMeasurement
{
    private const int SmallTenant = 20;
    private const int LargeYear = 2027;
    private const int SmallYear = 2028;
    private const int Processes = 2;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var alone = await RunAsync(scale, withLarge: false);
        var beside = await RunAsync(scale, withLarge: true);
        var what = $"{scale.SmallTenants:N0} tenants of {SmallTenant} beside one of {scale.LargeTenant:N0} ÷ without it";
        return
        [
            new Figure("fair-median", $"median time until a small tenant is done, {what}", beside.Median / alone.Median, "",
                FormattableString.Invariant($"{beside.Median:0.0} ÷ {alone.Median:0.0} s after the slot")),
            new Figure("fair-last", $"time until the last small tenant is done, {what}", beside.Last / alone.Last, "",
                FormattableString.Invariant($"{beside.Last:0.0} ÷ {alone.Last:0.0} s; the large one {beside.Large:0.0} s")),
        ];
    }

    private static async Task<(double Median, double Last, double Large)> RunAsync(Scale scale, bool withLarge)
    {
        await using var rig = await ProcessRig.StartAsync(new WorldOptions
        {
            Applicants = withLarge ? scale.LargeTenant : 1, Years = [LargeYear], SearchLag = TimeSpan.Zero,
        });
        var sites = new List<HrmosSite>();
        try
        {
            FillSmallYear(rig.World);
            var small = new List<AccountKey>();
            for (var number = 0; number < scale.SmallTenants; number++)
            {
                var site = await HrmosSite.StartAsync(TimeProvider.System, number);
                sites.Add(site);
                small.Add(await AddSmallAsync(rig, site, string.Create(CultureInfo.InvariantCulture, $"small-{number:000}")));
            }

            var large = withLarge ? await rig.AddDemoAsync() : [];
            rig.World.Miws.Server.Faults.Arm(new Fault(FaultNames.Slow, Value: 5));
            await rig.StartFunctionsAsync(Processes);
            var (slot, runs) = await rig.RunSlotAsync([.. large, .. small]);
            double Seconds(RunState run) => (run.FinishedAt!.Value - slot).TotalSeconds;
            var times = runs.Where(run => run.Account.TenantId != "sample").Select(Seconds).ToList();
            return (Medians.Of(times), times.Max(), runs.Where(run => run.Account.TenantId == "sample").Select(Seconds).FirstOrDefault());
        }
        finally
        {
            foreach (var site in sites)
            {
                await site.DisposeAsync();
            }
        }
    }

    // All small tenants look at the same people, each with a login of its own.
    private static void FillSmallYear(SimulatedWorld world)
    {
        var people = new PersonGenerator(7);
        for (var number = 0; number < SmallTenant; number++)
        {
            world.Miws.Data.AddApplicant(people.Next(SmallYear), SmallYear, MiwsFlows.MainSite);
        }
    }

    private static async Task<AccountKey> AddSmallAsync(ProcessRig rig, HrmosSite site, string tenantId)
    {
        rig.World.Miws.Logins[tenantId] = new MiwsLogin(tenantId, $"Passw0rd-{tenantId}", SmallYear);
        rig.World.KeyVault.Set(
            $"{tenantId}-miws", new JsonObject { ["loginId"] = tenantId, ["password"] = $"Passw0rd-{tenantId}" }.ToJsonString());
        rig.World.KeyVault.Set($"{tenantId}-token", site.Token);
        var document = JsonNode.Parse(LocalTenant.Demo(rig.World).Document)!;
        document["tenantId"] = tenantId;
        document["hrmos"]!["baseUrl"] = site.Server.BaseUrl.ToString();
        document["hrmos"]!["tokenSecret"] = $"{tenantId}-token";
        var account = document["accounts"]![0]!;
        (account["id"], account["displayYear"], account["credentialsSecret"]) = ("miws", SmallYear, $"{tenantId}-miws");
        document["accounts"] = new JsonArray(account.DeepClone());
        await rig.AddAsync(tenantId, document.ToJsonString());
        return new AccountKey(tenantId, "miws");
    }
}
