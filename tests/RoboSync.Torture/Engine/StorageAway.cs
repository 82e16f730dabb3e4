using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Runs;

namespace RoboSync.Torture.Engine;

/// <summary>
/// Tables and blobs are busy or cut connections for a number of requests in a row, in the middle of a slot, and queues now and then, as
/// throttling is. The slot is reported when storage is back, and no message is given up.
/// </summary>
internal static class StorageAway
{
    private static readonly StorageFault[] Kinds = [StorageFault.Busy, StorageFault.Throttled, StorageFault.Cut];

    public static async Task<string> PlayAsync(StorageFixture storage, TortureCase at)
    {
        var (random, policy) = (at.Random(), new StorageFaultPolicy());
        await using var product = await Product.StartAsync(storage, applicants: 30, options =>
        {
            options.World = options.World with { Seed = at.WorldSeed };
            options.StoragePolicy = policy;
            options.Settings["Sync:BusyDelay"] = "00:00:01";
        });
        var fault = Kinds[random.Next(Kinds.Length)];
        var (slots, refused) = (0, 0);
        for (; slots < 3; slots++)
        {
            // The dispatch itself is a timer: what it cannot do it does at its next tick.
            var slot = await product.StartSlotAsync();
            var (pass, away) = (random.Next(60), random.Next(1, 200));
            policy.Choose = kind =>
            {
                if (pass-- > 0 || away <= 0 || (IsQueue(kind) && random.Next(10) != 0))
                {
                    return StorageFault.None;
                }

                away--;
                refused++;
                return fault;
            };
            await product.DrainAsync();
            policy.Choose = _ => StorageFault.None;
            await FinishAsync(product, slot);
            await Promises.CheckQueuesAsync(product);
            Promises.CheckMails(product);
            product.World.Advance();
        }

        await Promises.HealAsync(product);
        await Promises.CheckRestAsync(product);
        return $"{fault}: {refused} requests in {slots} slots";
    }

    private static async Task FinishAsync(Product product, DateTimeOffset slot)
    {
        // A lease that could not be given back runs out within a minute; until then its run waits.
        await Leases.BreakAsync(product);
        await Eventually.TrueAsync(async () =>
        {
            await product.DrainAsync();
            return (await ReportsAsync(product, slot)).Values.All(run => run is not null);
        });
        Promises.CheckReports(product, await ReportsAsync(product, slot));
    }

    private static Task<IReadOnlyDictionary<string, RunState?>> ReportsAsync(Product product, DateTimeOffset slot) =>
        product.Get<ISlotReportStore>().ReadAsync(Promises.TenantOf(product), slot, default);

    private static bool IsQueue(string kind) =>
        kind.Contains("account-syncs", StringComparison.Ordinal) || kind.Contains("notifications", StringComparison.Ordinal);
}
