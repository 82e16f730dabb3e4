using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Storage;
using RoboSync.Sync.Runs;
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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
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

        await UploadAsync(product, StorageNames.MappingsContainer, "sample/inbox/while-it-works.csv", product.World.MappingCsv());
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/check", "");
        var published = await PublishedFunctions.EnsureAsync(_ => { }, default);
        var logs = Directory.CreateTempSubdirectory("robosync-kills-");
        var running = new List<FunctionsProcess>();
        var (started, kills) = (0, 0);
        try
        {
            void Start() =>
                running.Add(FunctionsProcess.Start(published, Settings(product), Path.Combine(logs.FullName, $"{++started}.log")));

            for (var count = random.Next(1, 3); running.Count < count;)
            {
                Start();
            }

            for (var planned = random.Next(1, 4); kills < planned; kills++)
            {
                // By what the sites have seen, so that a slow machine is hit at the same places as a fast one.
                var target = Seen(product) + random.Next(1, 120);
                if (!await UntilAsync(async () => Seen(product) >= target || await IsDoneAsync(product, slot))
                    || await IsDoneAsync(product, slot))
                {
                    break;
                }

                var victim = running[random.Next(running.Count)];
                victim.Kill();
                await victim.DisposeAsync();
                running.Remove(victim);
                if (running.Count == 0)
                {
                    await Leases.BreakAsync(product);
                }

                Start();
            }

            (await UntilAsync(() => IsDoneAsync(product, slot)))
                .ShouldBeTrue($"it did not come to an end. {await StateAsync(product, slot)}\n{Tail(logs)}");
        }
        finally
        {
            foreach (var process in running)
            {
                await process.DisposeAsync();
            }
        }

        var given = logs.EnumerateFiles("*.log").SelectMany(file => File.ReadLines(file.FullName))
            .Where(line => line.Contains("goes to the poison queue", StringComparison.Ordinal));
        given.ShouldBeEmpty();
        logs.Delete(recursive: true);
        Promises.CheckReports(product, await product.Get<ISlotReportStore>().ReadAsync("sample", slot, default));
        Promises.CheckMails(product);

        // What HRMOS took unheard is settled by a look-up behind its search's lag.
        product.Clock.Advance(SearchLag);
        await Promises.HealAsync(product);
        product.Clock.Advance(SearchLag);
        await Promises.CheckRestAsync(product);
        return string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {started} processes");
    }

    private static Dictionary<string, string> Settings(Product product) => new(product.ProcessSettings(), StringComparer.Ordinal)
    {
        ["DevHost__MessageLock"] = "00:00:02",
        ["DevHost__RepeatedBlobEvents"] = "0.2",
        ["Sync__BusyDelay"] = "00:00:02",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
    };

    private static int Seen(Product product) => product.World.Miws.Server.Requests.Count + product.World.Hrmos.Server.Requests.Count;

    private static async Task UploadAsync(Product product, string container, string name, string text) =>
        await product.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobClient(name)
            .UploadAsync(BinaryData.FromString(text), overwrite: true);

    private static async Task<bool> IsDoneAsync(Product product, DateTimeOffset slot)
    {
        var reports = await product.Get<ISlotReportStore>().ReadAsync("sample", slot, default);
        return reports.Count == Years.Length && reports.Values.All(run => run is not null)
            && await WaitingAsync(product, StorageNames.AccountSyncsQueue) == 0
                && await WaitingAsync(product, StorageNames.NotificationsQueue) == 0;
    }

    private static async Task<int> WaitingAsync(Product product, string queue) =>
        (await product.Get<QueueServiceClient>().GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private static async Task<string> StateAsync(Product product, DateTimeOffset slot)
    {
        var reports = await product.Get<ISlotReportStore>().ReadAsync("sample", slot, default);
        return string.Join(
            ' ',
            reports.Select(report => $"{report.Key} {report.Value?.Failure?.ToString() ?? (report.Value is null ? "no report" : "well")}"))
            + $" {await WaitingAsync(product, StorageNames.AccountSyncsQueue)} syncs, "
                + $"{await WaitingAsync(product, StorageNames.NotificationsQueue)} notifications";
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return true;
    }

    private static string Tail(DirectoryInfo logs) =>
        string.Join('\n', logs.EnumerateFiles("*.log").SelectMany(file => File.ReadLines(file.FullName).TakeLast(15)));
}
