using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>
/// Rows as the version before wrote them, column by column, are read; and what is written has its columns, so that one can go back to it.
/// </summary>
public sealed class FormerRowTests(StorageFixture storage) : IAsyncLifetime
{
    private static readonly AccountKey Account = new("sample", "miws-2027");
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly TestClock clock = new(Noon);
    private StorageClients clients = null!;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        var connection = await storage.TakeAccountAsync();
        clients = new StorageClients(
            new TableServiceClient(connection), new BlobServiceClient(connection),
            new QueueServiceClient(connection, StorageClients.QueueOptions), NoVault.Client);
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddRoboSyncStorage(clients)
            .BuildServiceProvider();
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task The_state_of_an_account()
    {
        var row = new TableEntity("sample|miws-2027", "state")
        {
            ["Watermark"] = "2026-06-01T10:05",
            ["LastFullListing"] = "2026-06-01",
            ["LastTotal"] = 7,
            ["ScheduledSince"] = Noon,
            ["PausedSince"] = Noon.AddHours(1),
            ["LastGoodRun"] = Noon.AddHours(2),
            ["GoodSince"] = Noon.AddHours(3),
            ["LastFailure"] = "SiteUnreachable",
            ["FailingSince"] = Noon.AddHours(4),
            ["TroubleToldAt"] = Noon.AddHours(5),
            ["RestReason"] = "SiteSignInRefused",
            ["RestingSince"] = Noon.AddHours(6),
            ["RestUntil"] = Noon.AddHours(7),
            ["RefusedCredentialsReason"] = "SiteAccountLocked",
            ["RefusedCredentialsVersion"] = "v1",
            ["RefusedTokenReason"] = "HrmosTokenInvalid",
            ["RefusedTokenVersion"] = "v2",
            ["TransientLevel"] = 3,
        };
        await AddAsync(StorageNames.AccountStatesTable, row);
        var store = services.GetRequiredService<IAccountStateStore>();

        var state = await store.ReadAsync(Account, default);

        state.ShouldBe(new AccountState
        {
            Account = Account,
            Watermark = new DateTime(2026, 6, 1, 10, 5, 0),
            LastFullListing = new DateOnly(2026, 6, 1),
            LastTotal = 7,
            ScheduledSince = Noon,
            PausedSince = Noon.AddHours(1),
            LastGoodRun = Noon.AddHours(2),
            GoodSince = Noon.AddHours(3),
            LastFailure = FailureCode.SiteUnreachable,
            FailingSince = Noon.AddHours(4),
            TroubleToldAt = Noon.AddHours(5),
            RestReason = FailureCode.SiteSignInRefused,
            RestingSince = Noon.AddHours(6),
            RestUntil = Noon.AddHours(7),
            RefusedCredentials = new Refusal(FailureCode.SiteAccountLocked, "v1"),
            RefusedToken = new Refusal(FailureCode.HrmosTokenInvalid, "v2"),
            TransientLevel = 3,
            ETag = state.ETag,
        });
        await store.SaveAsync(state, default);
        await ShouldBeAsync(StorageNames.AccountStatesTable, row);
    }

    [Theory]
    [InlineData("Watermark", "yesterday")]
    [InlineData("Watermark", 7)]
    [InlineData("LastTotal", "seven")]
    [InlineData("LastGoodRun", "now")]
    public async Task A_state_that_cannot_be_read_is_a_failure_of_its_own_and_does_not_tell_the_value(string column, object value)
    {
        await AddAsync(StorageNames.AccountStatesTable, new TableEntity("sample|miws-2027", "state") { [column] = value });

        var failure =
            await Should.ThrowAsync<SyncException>(() => services.GetRequiredService<IAccountStateStore>().ReadAsync(Account, default));

        failure.Code.ShouldBe(FailureCode.StoredUnreadable);
        failure.Detail.ShouldBe($"Column {column} of row sample|miws-2027, state cannot be read.");
    }

    [Fact]
    public async Task Runs_reports_claims_mails_slots_mappings_and_documents()
    {
        const string Json = """{"account":{"tenantId":"sample","accountId":"miws-2027"},"runId":"20260601T030000Z","slot":"2026-06-01T03:00:00+00:00","phase":"Candidates","startedAt":"2026-06-01T03:00:00+00:00","heartbeatAt":"2026-06-01T03:00:00+00:00","worklistDone":50}""";
        TableEntity Run(string partition, string row) => new(partition, row)
        {
            ["RunId"] = "20260601T030000Z", ["GraduationYear"] = 2027, ["Phase"] = "Candidates", ["StartedAt"] = Noon,
            ["Json0"] = Json[..100], ["Json1"] = Json[100..],
        };
        await AddAsync(StorageNames.RunsTable, Run("sample|miws-2027", "current"));
        await AddAsync(StorageNames.SlotReportsTable, Run("sample|20260601030000000", "miws-2027"));
        await AddAsync(StorageNames.SlotReportsTable, new TableEntity("sample|20260601030000000", "other"));
        await AddAsync(StorageNames.SlotClaimsTable, new TableEntity("sample|miws-2027", "20260601030000000") { ["ClaimedAt"] = Noon });
        await AddAsync(StorageNames.SentMailsTable, new TableEntity(
            "sample", "slot/1".Replace("/", "%002F", StringComparison.Ordinal)) { ["ClaimedAt"] = Noon, ["SentAt"] = Noon });
        await AddAsync(StorageNames.DueSlotsTable, new TableEntity("due", "20260601030000000|sample|miws-2027") { ["Due"] = Noon });
        await AddAsync(StorageNames.DueSlotsTable, new TableEntity("due", "20260601030000000|not ours") { ["Due"] = "soon" });
        await AddAsync(StorageNames.EventMappingsTable, new TableEntity("sample", "current") { ["Version"] = 3, ["UploadedAt"] = Noon });
        await AddAsync(
            StorageNames.TenantsTable,
            new TableEntity("sample", "document") { ["Parts"] = 2, ["Part0"] = """{ "tenantId": """, ["Part1"] = "\"sample\" }" });
        await clients.Blobs.GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient("sample/versions/3.json")
            .UploadAsync(BinaryData.FromString("""{"270100":"2239928341129601024"}"""));

        (await services.GetRequiredService<IRunStore>().ReadCurrentAsync(Account, default))!.WorklistDone.ShouldBe(50);
        var reports = await services.GetRequiredService<ISlotReportStore>().ReadAsync("sample", Noon, default);
        (reports["miws-2027"]!.WorklistDone, reports["other"]).ShouldBe((50, null));
        (await services.GetRequiredService<ISlotReportStore>().ReadProgressAsync(Noon, ["sample", "nobody"], default))
            .ShouldHaveSingleItem().Value.Unreported.ShouldBe(["other"]);
        (await services.GetRequiredService<IDueSlotStore>().ReadDueAsync(Noon, default))
            .ShouldBe([new DueSlot(Account, Noon)], "and a row that is none is left out");
        (await services.GetRequiredService<IDueSlotStore>().ClaimAsync(new DueSlot(Account, Noon), TimeSpan.FromMinutes(4)))
            .ShouldBe(SlotClaim.Ours, "a slot that the version before has claimed is asked for again, and is one run all the same");
        (await services.GetRequiredService<INoticeLedger>().WasToldAsync("sample", "slot/1", default)).ShouldBeTrue();
        (await services.GetRequiredService<IEventMappingStore>().ReadCurrentAsync("sample", default)).EventBySeminar["270100"]
            .ShouldBe("2239928341129601024");
        (await services.GetRequiredService<ITenantStore>().ReadAsync("sample", default))!.Document.ShouldBe("""{ "tenantId": "sample" }""");
    }

    private async Task AddAsync(string table, TableEntity row) => await clients.Tables.GetTableClient(table).AddEntityAsync(row);

    private async Task ShouldBeAsync(string table, TableEntity row)
    {
        TableEntity stored = await clients.Tables.GetTableClient(table).GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey);
        stored.Where(column => column.Key is not ("odata.etag" or "Timestamp" or "WriteId")).ShouldBe(row, ignoreOrder: true);
    }
}
