using Microsoft.Extensions.DependencyInjection;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Sync;

/// <summary>Registers the rules. The ports they need are registered by the adapters.</summary>
public static class SyncServices
{
    /// <summary>Adds every use case that a trigger calls. <see cref="SyncOptions"/>, <see cref="TimeProvider"/> and metrics come from the host.</summary>
    public static IServiceCollection AddSync(this IServiceCollection services) => services
        .AddSingleton<SyncTelemetry>()
        .AddSingleton<DispatchDueSyncs>()
        .AddSingleton<WatchOverdueRuns>()
        .AddSingleton<RunNow>()
        .AddSingleton<AccountSync>()
        .AddSingleton<SyncAccountRun>()
        .AddSingleton<PoisonedSync>()
        .AddSingleton<ApplyTenantDocument>()
        .AddSingleton<TakePageDefinition>()
        .AddSingleton<CheckAccounts>()
        .AddSingleton<CleanUp>()
        .AddSingleton<PurgeYear>()
        .AddSingleton<ImportEventMapping>()
        .AddSingleton<MappingSheet>()
        .AddSingleton<PoisonedUpload>()
        .AddSingleton<SlotCompletion>()
        .AddSingleton<OperatorAlarms>()
        .AddSingleton<WatchMailAddresses>()
        .AddSingleton<SendNotification>()
        .AddSingleton<PoisonedNotification>();
}
