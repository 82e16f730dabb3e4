using Microsoft.Extensions.DependencyInjection;
using RoboSync.Storage.Blobs;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

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
        .AddSingleton<ITenantStore, TenantStore>()
        .AddSingleton<ICheckStore, CheckStore>()
        .AddSingleton<IRetentionStore, RetentionStore>()
        .AddSingleton<IAccountStateStore, AccountStateStore>()
        .AddSingleton<ISecretVault, SecretVault>()
        .AddSingleton<ICandidateLinkStore, CandidateLinkStore>()
        .AddSingleton<ISetAsideStore, SetAsideStore>()
        .AddSingleton<IBookingLinkStore, BookingLinkStore>()
        .AddSingleton<IEventMappingStore, EventMappingStore>()
        .AddSingleton<IMappingSheetStore, MappingSheetStore>()
        .AddSingleton<IRunStore, RunStore>()
        .AddSingleton<ISlotReportStore, SlotReportStore>()
        .AddSingleton<IMailLedger, MailLedger>()
        .AddSingleton<IDueSlotStore, DueSlotStore>()
        .AddSingleton<IOpenSlotStore, OpenSlotStore>()
        .AddSingleton<IUploadStore, UploadStore>()
        .AddSingleton<IPoisonQueues, PoisonQueues>()
        .AddSingleton<IAccountLeases, AccountLeases>()
        .AddSingleton<IPageArchive, PageArchive>()
        .AddSingleton<IPageDefinitionOverrides, PageDefinitionOverrides>()
        .AddSingleton<IWorkQueues, WorkQueues>();
}
