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
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>A dispatch costs what is due, not what exists: its storage requests are counted.</summary>
public sealed class DispatchRequestsTests(StorageFixture storage)
{
    private const int Due = 100;

    [Fact]
    public async Task A_hundred_due_accounts_cost_the_same_requests_among_a_thousand_and_among_a_hundred_thousand()
    {
        var few = await CountAsync(1000);
        var many = await CountAsync(100_000);

        many.ShouldBe(few);
        few.ShouldBeLessThan(Due * 11, "per account: tenant, claim, report, two messages, and four for the next slot");
    }

    private async Task<int> CountAsync(int accounts)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 6, 1, 3, 0, 0, TimeSpan.Zero));
        var connection = storage.TakeAccount();
        var counted = new CountingPolicy();
        var (tables, queues) = (new TableClientOptions(), StorageClients.QueueOptions);
        tables.AddPolicy(counted, HttpPipelinePosition.PerCall);
        queues.AddPolicy(counted, HttpPipelinePosition.PerCall);
        var clients = new StorageClients(
            new TableServiceClient(connection, tables),
            new BlobServiceClient(connection),
            new QueueServiceClient(connection, queues),
            NoVault.Client);
        await using var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(clock).AddSync()
            .AddRoboSyncStorage(clients).BuildServiceProvider();
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);
        await FillAsync(services, clients.Tables.GetTableClient(StorageNames.DueSlotsTable), clock, accounts);
        counted.Count = 0;

        await services.GetRequiredService<DispatchDueSyncs>().RunAsync(default);

        var requests = counted.Count;
        var properties = await clients.Queues.GetQueueClient(StorageNames.AccountSyncsQueue).GetPropertiesAsync();
        properties.Value.ApproximateMessagesCount.ShouldBe(Due);
        return requests;
    }

    private static async Task FillAsync(ServiceProvider services, TableClient table, TestClock clock, int accounts)
    {
        var slots = services.GetRequiredService<IDueSlotStore>();
        var tenants = services.GetRequiredService<ITenantStore>();
        foreach (var number in Enumerable.Range(0, Due))
        {
            var tenantId = string.Create(CultureInfo.InvariantCulture, $"tenant-{number}");
            await tenants.SaveAsync(tenantId, Document(tenantId), default);
            await slots.SetNextAsync(new AccountKey(tenantId, "miws"), clock.GetUtcNow(), default);
        }

        // The others are due later; rows as the store writes them, a hundred at a time.
        await slots.SetNextAsync(new AccountKey("template", "miws"), clock.GetUtcNow().AddHours(4), default);
        var template = (await table.QueryAsync<TableEntity>("PartitionKey eq 'due'").ToListAsync())
            .Single(row => row.RowKey.Contains("template", StringComparison.Ordinal));
        var others = Enumerable.Range(0, accounts - Due - 1).Select(number =>
        {
            var key = template.RowKey.Replace(
                "template", string.Create(CultureInfo.InvariantCulture, $"other-{number}"), StringComparison.Ordinal);
            return new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("due", key) { ["Due"] = template["Due"] });
        });
        foreach (var batch in others.Chunk(100))
        {
            await table.SubmitTransactionAsync(batch);
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
