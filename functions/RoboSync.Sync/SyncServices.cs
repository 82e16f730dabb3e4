using Microsoft.Extensions.DependencyInjection;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Runs.Steps;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync;

/// <summary>Registers the rules. The ports they need are registered by the adapters.</summary>
public static class SyncServices
{
    /// <summary>
    /// Adds every use case that a trigger calls. <see cref="SyncOptions"/>, <see cref="TimeProvider"/> and metrics come from the host.
    /// </summary>
    public static IServiceCollection AddSync(this IServiceCollection services) => services
        .AddSiteConnections()
        .AddSingleton<RegisteredMedia>()
        .AddSingleton<SyncTelemetry>()
        .AddSingleton<DispatchDueSyncs>()
        .AddSingleton<WatchOverdueRuns>()
        .AddSingleton<WatchOpenSlots>()
        .AddSingleton<WatchPoisonQueues>()
        .AddSingleton<TakeUpload>()
        .AddUploadWork<RunNow>()
        .AddUploadWork<AskDryRun>()
        .AddUploadWork<ApprovePlan>()
        .AddSingleton<LookAfterSetAside>()
        .AddSingleton<FindTrail>()
        .AddSingleton<FindListed>()
        .AddSingleton<CompareNextDays>()
        .AddSingleton<SignInStep>()
        .AddSingleton<ListStep>()
        .AddSingleton<KeepToPlanStep>()
        .AddSingleton<ImportStep>()
        .AddSingleton<BookStep>()
        .AddSingleton<AccountSync>()
        .AddSingleton<RunStores>()
        .AddSingleton<StartDryRun>()
        .AddSingleton<PlanResults>()
        .AddSingleton<DryRun>()
        .AddSingleton<RunEnding>()
        .AddSingleton<SyncAccountRun>()
        .AddSingleton<PoisonedSync>()
        .AddUploadWork<ApplyTenantDocument>()
        .AddSingleton<ChangeTenantDocument>()
        .AddSingleton<SaveCredentials>()
        .AddUploadWork<TakePageDefinition>()
        .AddSingleton<CarefulSignIn>()
        .AddUploadWork<CheckAccounts>()
        .AddUploadWork<ReconcileAccounts>()
        .AddSingleton<RepairBookings>()
        .AddSingleton<CleanUp>()
        .AddUploadWork<PurgeYear>()
        .AddUploadWork<ImportEventMapping>()
        .AddSingleton<ChangeEventMapping>()
        .AddSingleton<MappingSheet>()
        .AddSingleton<PoisonedUpload>()
        .AddSingleton<SlotCompletion>()
        .AddSingleton<OperatorAlarms>()
        .AddSingleton<WatchMailAddresses>()
        .AddSingleton<SendNotification>()
        .AddSingleton<TellOnce>()
        .AddSingleton<INotificationChannel, MailChannel>()
        .AddSingleton<INotice, SlotNotice>()
        .AddSingleton<INotice, NeedsCustomerNotice>()
        .AddSingleton<INotice, RecoveredNotice>()
        .AddSingleton<INotice, MappingNotice>()
        .AddSingleton<INotice, OverdueNotice>()
        .AddSingleton<INotice, CheckNotice>()
        .AddSingleton<INotice, FirstSignInNotice>()
        .AddSingleton<INotice, TestNotice>()
        .AddSingleton<INotice, PlanNotice>()
        .AddSingleton<INotice, AlarmNotice>()
        .AddSingleton<PoisonedNotification>();

    private static IServiceCollection AddUploadWork<T>(this IServiceCollection services)
        where T : class, IUploadWork => services
        .AddSingleton<T>()
        .AddSingleton<IUploadWork>(provider => provider.GetRequiredService<T>());
}
