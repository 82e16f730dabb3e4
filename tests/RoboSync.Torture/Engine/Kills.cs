using System.Globalization;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Storage;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Engine;

/// <summary>
/// One or two published functions processes work on two accounts' slots, an uploaded mapping and a connection check, all at once, and are
/// killed at seeded moments. The last ones are left to finish.
/// </summary>
internal static class Kills
{
    private static readonly TimeSpan SearchLag = TimeSpan.FromMinutes(30);

    // The queue gives a message up at its sixth delivery, whatever ended the five before.
    private const int MostKills = 4;
    private const string Mapping = "sample/inbox/while-it-works.csv";
    private static readonly int[] Years = [2027, 2028];

    public static async Task<string> PlayAsync(StorageFixture storage, TortureCase at)
    {
        var random = at.Random();
        await using var product = await Product.StartAsync(storage, applicants: 60, options =>
        {
            // So long a lag that HRMOS' own check for duplicates cannot save us: only what was announced does.
            options.Start = TimeProvider.System.GetUtcNow();
            options.World = options.World with { Seed = at.WorldSeed, Years = Years, SearchLag = SearchLag };
            options.Tenant = tenant => tenant["hrmos"]!["searchLagSeconds"] = SearchLag.TotalSeconds;
        });
        var slot = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var accounts = Years.Select(year => new AccountKey("sample", string.Create(CultureInfo.InvariantCulture, $"miws-{year}"))).ToList();
        foreach (var account in accounts)
        {
            await product.Get<IDueSlotStore>().SetNextAsync(account, slot, default);
        }

        await UploadAsync(product, StorageNames.MappingsContainer, Mapping, product.World.MappingCsv());
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/check", "");
        var published = await PublishedFunctions.EnsureAsync(_ => { }, default);
        var logs = Directory.CreateTempSubdirectory("robosync-kills-");
        var work = new KilledWork(product, slot, Path.GetFileName(Mapping));
        var (kills, started, repeats) = (0, 0, 0);
        await using (var running = new Workers(published, Settings(product), logs))
        {
            for (var count = random.Next(3) == 0 ? 2 : 1; running.Count < count;)
            {
                running.Start();
            }

            for (var planned = random.Next(2, 1 + MostKills); kills < planned;)
            {
                // By what the sites have seen, so that a slow machine is hit at the same places as a fast one.
                var target = work.Seen + random.Next(1, 120);
                await work.UntilAsync(async () => work.Seen >= target || await work.IsDoneAsync());
                if (await work.IsDoneAsync())
                {
                    break;
                }

                // Their machines go down together, or one alone.
                var victims = random.Next(2) == 0 ? running.Count : 1;
                kills += victims;
                await running.KillAsync(random, victims);

                // Whoever was sending a mail may have sent it: it comes once more at the most.
                repeats += await work.OpenClaimsAsync();
                if (running.Count == 0)
                {
                    await Leases.BreakAsync(product);
                }

                await work.AskAgainAsync();

                for (; victims > 0; victims--)
                {
                    running.Start();
                }
            }

            (await work.UntilAsync(work.IsDoneAsync))
                .ShouldBeTrue($"it did not come to an end. {await work.DescribeAsync()}\n{running.Tail()}");
            started = running.Started;
        }

        Workers.GivenUp(logs).ShouldBeEmpty();
        logs.Delete(recursive: true);
        Promises.CheckReports(product, await work.ReportsAsync());
        Promises.CheckMails(product, repeats);

        // What HRMOS took unheard is settled by a look-up behind its search's lag.
        product.Clock.Advance(SearchLag);

        // A slot may have come in that time, by the hour at which this is played: it is caught up, so that the next one is the tenant's
        // own.
        (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
        await Promises.HealAsync(product, repeats: repeats);
        product.Clock.Advance(SearchLag);
        await Promises.CheckRestAsync(product, repeats);
        return string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {started} processes, {repeats} mails that may come twice");
    }

    private static Dictionary<string, string> Settings(Product product) => new(product.ProcessSettings(), StringComparer.Ordinal)
    {
        ["DevHost__RepeatedBlobEvents"] = "0.2",
        ["Sync__BusyDelay"] = "00:00:02",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
    };

    private static async Task UploadAsync(Product product, string container, string name, string text) =>
        await product.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobClient(name)
            .UploadAsync(BinaryData.FromString(text), overwrite: true);
}
