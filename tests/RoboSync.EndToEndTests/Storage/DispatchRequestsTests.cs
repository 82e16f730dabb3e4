using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>A dispatch costs what is due, not what exists: its storage requests are counted.</summary>
public sealed class DispatchRequestsTests(OwnStorageFixture storage) : IClassFixture<OwnStorageFixture>
{
    private const int Due = 100;

    // A query has a thousand rows in an answer: one that went over all accounts would show. Azurite takes minutes for a hundred thousand.
    private const int Exist = 10_000;

    [Fact]
    public async Task A_hundred_due_accounts_cost_the_same_requests_among_a_thousand_and_among_ten_thousand()
    {
        var few = await CountAsync(1000);
        var many = await CountAsync(Exist);

        many.ShouldBe(few);
        few.ShouldBeLessThan(Due * 4, "per account of a tenant of one: the tenant, and two messages; the rest is written by the hundred");
    }

    [Fact]
    public async Task Two_thousand_due_accounts_cost_less_than_four_requests_each_and_watching_them_next_to_nothing()
    {
        const int Many = 2000;
        await using var rig = await Rig.StartAsync(storage);
        await rig.FillAsync(Many);
        rig.Counted.Count = 0;

        await rig.Get<DispatchDueSyncs>().RunAsync(default);
        var dispatched = rig.Counted.Count;
        rig.Clock.Advance(TimeSpan.FromMinutes(16));
        foreach (var number in Enumerable.Range(0, Many))
        {
            await rig.Get<ISlotReportStore>().SaveAsync(Ended(rig, number), default);
        }

        rig.Counted.Count = 0;
        await rig.Get<WatchOpenSlots>().RunAsync(default);
        var watchedOpen = rig.Counted.Count;
        rig.Counted.Count = 0;
        await rig.Get<WatchOverdueRuns>().RunAsync(default);

        (await rig.SyncsAsync()).ShouldBe(Many);
        dispatched.ShouldBeLessThan(Many * 4);
        watchedOpen.ShouldBeLessThan(Many / 40, "reports by the thousand, and a hundred slots are closed at once");
        rig.Counted.Count.ShouldBeLessThan(Many / 100, "documents and states by the thousand, and the overview");
        TestContext.Current.SendDiagnosticMessage(
            $"{dispatched} requests to dispatch, {watchedOpen} to watch open slots, {rig.Counted.Count} to watch overdue runs");
    }

    [Fact]
    public async Task A_dispatch_of_more_accounts_than_a_request_holds_starts_each_of_them_once_and_writes_its_next_slot()
    {
        const int Many = 130;
        await using var rig = await Rig.StartAsync(storage);
        await rig.FillAsync(Many);

        await rig.Get<DispatchDueSyncs>().RunAsync(default);
        await rig.Get<DispatchDueSyncs>().RunAsync(default);

        (await rig.SyncsAsync()).ShouldBe(Many);
        (await rig.Get<IDueSlotStore>().ReadDueAsync(rig.Clock.GetUtcNow(), default)).ShouldBeEmpty();
        var next = await rig.Get<IDueSlotStore>().ReadDueAsync(rig.Clock.GetUtcNow().AddHours(4), default);
        next.Select(slot => slot.Account).Distinct().Count().ShouldBe(Many);
        next.Count.ShouldBe(Many);
    }

    [Fact]
    public async Task Two_dispatches_at_once_start_each_account_once()
    {
        const int Many = 130;
        await using var rig = await Rig.StartAsync(storage);
        await rig.FillAsync(Many);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => rig.Get<DispatchDueSyncs>().RunAsync(default)));

        (await rig.SyncsAsync()).ShouldBe(Many);
    }

    private static RunState Ended(Rig rig, int number) => new()
    {
        Account = Rig.Account(number), RunId = RunRequest.IdOf(Rig.Start), Slot = Rig.Start, StartedAt = Rig.Start,
        HeartbeatAt = Rig.Start, FinishedAt = rig.Clock.GetUtcNow(), Phase = RunPhase.Finished,
    };

    private async Task<int> CountAsync(int accounts)
    {
        await using var rig = await Rig.StartAsync(storage);
        await rig.FillAsync(Due);
        await rig.FillOthersAsync(accounts - Due);
        rig.Counted.Count = 0;

        await rig.Get<DispatchDueSyncs>().RunAsync(default);

        (await rig.SyncsAsync()).ShouldBe(Due);
        return rig.Counted.Count;
    }

    /// <summary>The rules on storage whose requests are counted, and tenants of one account each.</summary>
    private sealed class Rig(CountingPolicy counted, StorageClients clients, TestClock clock, ServiceProvider services) : IAsyncDisposable
    {
        public static readonly DateTimeOffset Start = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

        public CountingPolicy Counted => counted;

        public TestClock Clock => clock;

        public static async Task<Rig> StartAsync(StorageFixture storage)
        {
            var clock = new TestClock(Start);
            var connection = await storage.TakeAccountAsync();
            var counted = new CountingPolicy();
            var (tables, queues) = (new TableClientOptions(), StorageClients.QueueOptions);
            tables.AddPolicy(counted, HttpPipelinePosition.PerCall);
            queues.AddPolicy(counted, HttpPipelinePosition.PerCall);
            var clients = new StorageClients(
                new TableServiceClient(connection, tables),
                new BlobServiceClient(connection),
                new QueueServiceClient(connection, queues),
                NoVault.Client);
            var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(clock).AddSync()
                .AddRoboSyncStorage(clients).BuildServiceProvider();
            await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);
            return new Rig(counted, clients, clock, services);
        }

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public ValueTask DisposeAsync() => services.DisposeAsync();

        public static AccountKey Account(int number) => new(string.Create(CultureInfo.InvariantCulture, $"tenant-{number}"), "miws");

        public async Task<int> SyncsAsync() =>
            (await clients.Queues.GetQueueClient(StorageNames.AccountSyncsQueue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

        /// <summary>Accounts that are due.</summary>
        public Task FillAsync(int accounts) => Parallel.ForEachAsync(Enumerable.Range(0, accounts), async (number, _) =>
        {
            var account = Account(number);
            await Get<ITenantStore>().SaveAsync(account.TenantId, Document(account.TenantId), default);
            await Get<IDueSlotStore>().SetNextAsync(account, Start, default);
        });

        /// <summary>Accounts that are due later; rows as the store writes them, a hundred at a time.</summary>
        public async Task FillOthersAsync(int accounts)
        {
            var table = clients.Tables.GetTableClient(StorageNames.DueSlotsTable);
            await Get<IDueSlotStore>().SetNextAsync(new AccountKey("template", "miws"), Start.AddHours(4), default);
            var template = (await table.QueryAsync<TableEntity>("PartitionKey eq 'due'").ToListAsync())
                .Single(row => row.RowKey.Contains("template", StringComparison.Ordinal));
            var others = Enumerable.Range(0, accounts - 1).Select(number =>
            {
                var key = template.RowKey.Replace(
                    "template", string.Create(CultureInfo.InvariantCulture, $"other-{number}"), StringComparison.Ordinal);
                return new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity("due", key) { ["Due"] = template["Due"] });
            });
            foreach (var batch in others.Chunk(100))
            {
                await table.SubmitTransactionAsync(batch);
            }
        }
    }

    private static string Document(string tenantId)
    {
        var document = (JsonObject)JsonNode.Parse("""
            {
              "schemaVersion": 1, "name": "株式会社サンプル", "companyId": "SAMPLE-001",
              "hrmos": { "baseUrl": "https://sample.n-ats.hrmos.example/api/", "tokenSecret": "token" },
              "mail": { "to": ["saiyo@sample.example"] },
              "accounts": [
                { "id": "miws", "medium": "miws", "displayYear": 2027, "startDate": "2026-03-01", "credentialsSecret": "login", "site": { "baseUrl": "https://miws.example/" } }
              ]
            }
            """)!;
        document["tenantId"] = tenantId;
        return document.ToJsonString();
    }
}
