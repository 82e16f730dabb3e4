using System.Reflection;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Storage;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Retention;

namespace RoboSync.Tests.Storage;

/// <summary>A place about which no store says what it holds of people would be left out of every purge.</summary>
public sealed class HoldingsTests
{
    private static readonly List<Holding> Holdings = [.. Stores().SelectMany(store => store.Holdings)];

    public static TheoryData<string> Places =>
        [.. typeof(StorageNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(name => (string)name.GetRawConstantValue()!), .. StorageNames.Queues];

    [Theory]
    [MemberData(nameof(Places))]
    public void Some_store_says_of_every_table_container_and_queue_what_it_holds_of_people(string place) =>
        Holdings.ShouldContain(holding => holding.Place == place);

    [Fact]
    public void Every_place_is_made_and_no_store_speaks_of_another()
    {
        var made = StorageNames.Tables.Concat(StorageNames.Containers).Concat(StorageNames.Queues).ToList();
        made.ShouldBe(Holdings.Select(holding => holding.Place).Distinct(), ignoreOrder: true);
        Places.Select(row => row.Data).Distinct().ShouldBe(made, ignoreOrder: true);
    }

    [Fact]
    public void Rows_are_said_of_tables_and_blobs_of_containers()
    {
        Holdings.OfType<HeldRows>().ShouldAllBe(held => StorageNames.Tables.Contains(held.Place));
        Holdings.OfType<HeldBlobs>().ShouldAllBe(held => StorageNames.Containers.Contains(held.Place));
        Holdings.OfType<HeldRows>().Select(held => held.Kind).Concat(Holdings.OfType<HeldBlobs>().Select(held => held.Kind)).ShouldBe(
            [
                "candidateLinks",
                "setAside",
                "bookingLinks",
                "seminarReadings",
                "reconciliations",
                "runs",
                "slotReports",
                "auditEntries",
                "worklists",
                "maskedPages",
                "plans",
                PurgeKinds.SeminarLists],
            ignoreOrder: true,
            "the kinds of a proof, as docs/operations.md has them");
    }

    [Fact]
    public void What_is_kept_for_a_time_is_cleaned_up() =>
        Holdings.Where(holding => holding.KeptAs is not null).Select(holding => (holding.Place, holding.KeptAs!.Value)).ShouldBe(
        [
            (StorageNames.RunsTable, Keeping.Records), (StorageNames.SlotReportsTable, Keeping.Records),
            (StorageNames.SentMailsTable, Keeping.Records), (StorageNames.AuditLogTable, Keeping.Audit),
            (StorageNames.PlansContainer, Keeping.Records), (StorageNames.ReconciliationsContainer, Keeping.Records),
            (StorageNames.WorklistsContainer, Keeping.Working), (StorageNames.SlotClaimsTable, Keeping.Working),
            (StorageNames.UploadsTable, Keeping.Working), (StorageNames.MaskedPagesContainer, Keeping.MaskedPages),
        ],
        ignoreOrder: true);

    private static IEnumerable<IHolder> Stores()
    {
        var clients = new StorageClients(
            new TableServiceClient("UseDevelopmentStorage=true"),
            new BlobServiceClient("UseDevelopmentStorage=true"),
            new QueueServiceClient("UseDevelopmentStorage=true"),
            new SecretClient(new Uri("https://vault.example"), new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)));
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddRoboSyncStorage(clients).BuildServiceProvider()
            .GetServices<IHolder>();
    }
}
