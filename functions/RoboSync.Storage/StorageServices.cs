using Microsoft.Extensions.DependencyInjection;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;
using RoboSync.Sync.Users;

namespace RoboSync.Storage;

/// <summary>Registers the rules' ports on Tables, Blobs, Queues and Key Vault.</summary>
public static class StorageServices
{
    /// <summary>Adds the adapter. <see cref="TimeProvider"/> comes from the host.</summary>
    public static IServiceCollection AddRoboSyncStorage(this IServiceCollection services, StorageClients clients) => services
        .AddSingleton(clients.Tables)
        .AddSingleton(clients.Blobs)
        .AddSingleton(clients.Queues)
        .AddSingleton(clients.Secrets)
        .AddSingleton<SecretVault>()
        .AddSingleton<ISecretVault>(provider => provider.GetRequiredService<SecretVault>())
        .AddSingleton<ISecretWriter>(provider => provider.GetRequiredService<SecretVault>())
        .AddSingleton<ICheckRequests, CheckRequests>()
        .AddSingleton<IRetentionStore, RetentionStore>()
        .AddStore<ITenantStore, TenantStore>()
        .AddStore<IPurgeProofs, PurgeProofs>()
        .AddStore<ICheckStore, CheckStore>()
        .AddStore<IAccountStateStore, AccountStateStore>()
        .AddStore<ICandidateLinkStore, CandidateLinkStore>()
        .AddStore<ISetAsideStore, SetAsideStore>()
        .AddStore<IBookingLinkStore, BookingLinkStore>()
        .AddStore<ISeminarReadingStore, SeminarReadingStore>()
        .AddStore<IReconciliationStore, ReconciliationStore>()
        .AddSingleton<IReconciliationRequests, ReconciliationRequests>()
        .AddStore<IRateBudgetStore, RateBudgetStore>()
        .AddStore<IEventMappingStore, EventMappingStore>()
        .AddSingleton<IMappingVersions, EventMappingStore>()
        .AddStore<IMappingSheetStore, MappingSheetStore>()
        .AddStore<IRunStore, RunStore>()
        .AddStore<IPlanStore, PlanStore>()
        .AddSingleton<IPlanRequests, PlanRequests>()
        .AddStore<ISlotReportStore, SlotReportStore>()
        .AddStore<INoticeLedger, NoticeLedger>()
        .AddStore<IDueSlotStore, DueSlotStore>()
        .AddStore<IOpenSlotStore, OpenSlotStore>()
        .AddStore<IUploadStore, UploadStore>()
        .AddSingleton<IPoisonQueues, PoisonQueues>()
        .AddStore<IAccountLeases, AccountLeases>()
        .AddStore<IPageArchive, PageArchive>()
        .AddStore<IPageDefinitionOverrides, PageDefinitionOverrides>()
        .AddStore<IConsoleUsers, ConsoleUserStore>()
        .AddStore<IKeyRingStore, KeyRingStore>()
        .AddStore<IAuditLog, AuditLog>()
        .AddStore<IWorkQueues, WorkQueues>()
        .AddSingleton<IRunNowRequests, RunNowRequests>()
        .AddSingleton<IPoisonMessages, PoisonMessages>()
        .AddSingleton<IKeptPages>(provider => (PageArchive)provider.GetRequiredService<IPageArchive>())
        .AddSingleton<IDefinitionFiles>(provider => (PageDefinitionOverrides)provider.GetRequiredService<IPageDefinitionOverrides>())
        .AddSingleton<IRunHistory>(provider => (RunStore)provider.GetRequiredService<IRunStore>())
        .AddSingleton<IUnfinishedRuns>(provider => (RunStore)provider.GetRequiredService<IRunStore>());

    // A store that does not say what it holds of people is none.
    private static IServiceCollection AddStore<TPort, TStore>(this IServiceCollection services)
        where TPort : class
        where TStore : class, TPort, IHolder => services
        .AddSingleton<TPort, TStore>()
        .AddSingleton<IHolder>(provider => (TStore)(object)provider.GetRequiredService<TPort>());
}
