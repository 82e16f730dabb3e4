using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Alarms;

/// <summary>
/// Raises alarms: a log event of level Error for the monitoring, and a mail to the operator where <see cref="SyncOptions.OperatorMail"/> names one. A fault that
/// many accounts meet makes many log events and one mail. Only ids go in: neither applicants nor addresses. No exception goes with the
/// event: Azure Monitor would keep it in another table than the one that infra/alerts.bicep looks into.
/// </summary>
public sealed partial class OperatorAlarms(IWorkQueues queues, TimeProvider clock, ILogger<OperatorAlarms> logger)
{
    /// <summary>Accounts without a good run for two slots; mailed once a day, and again where there are more of them.</summary>
    public async Task OverdueAsync(IReadOnlyList<(AccountKey Account, DateTimeOffset? LastGoodRun)> overdue, CancellationToken cancellationToken)
    {
        foreach (var (account, lastGoodRun) in overdue)
        {
            LogOverdue(account, lastGoodRun);
        }

        if (overdue.Count > 0)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"{overdue.Count} accounts, the first is {overdue[0].Account}");
            await MailAsync(OperatorAlarm.OverdueRun, subject, $"{Today()}/{overdue.Count}", cancellationToken);
        }
    }

    /// <summary>A site changed; mailed once a day and failure.</summary>
    public Task SiteChangedAsync(AccountKey account, string medium, FailureCode code, string detail, CancellationToken cancellationToken)
    {
        LogSiteChanged(medium, code, detail);
        return MailAsync(OperatorAlarm.SiteChanged, $"{medium}, {code}, first seen by {account}: {detail}", $"{Today()}/{medium}/{code}", cancellationToken);
    }

    /// <summary>A run failed for a reason nobody foresaw; mailed once an hour.</summary>
    public Task PoisonedSyncAsync(AccountKey account, string runId, CancellationToken cancellationToken)
    {
        LogPoisonedSync(runId, account);
        return MailAsync(OperatorAlarm.PoisonedSync, $"run {runId} of {account}", ThisHour(), cancellationToken);
    }

    /// <summary>A message on <c>account-syncs</c> could not be read; mailed once an hour.</summary>
    public Task UnreadableSyncAsync(Exception exception, CancellationToken cancellationToken)
    {
        LogUnreadableSync(exception.Message);
        return MailAsync(OperatorAlarm.PoisonedSync, "a message that could not be read", ThisHour(), cancellationToken);
    }

    /// <summary>A run met what only the operator can mend; mailed for each account once a day.</summary>
    public Task NeedsOperatorAsync(AccountKey account, FailureCode code, string detail, CancellationToken cancellationToken)
    {
        if (code == FailureCode.StoredUnreadable)
        {
            return StoredUnreadableAsync(account.TenantId, detail, cancellationToken);
        }

        LogSecretDisabled(account, detail);
        return MailAsync(OperatorAlarm.SecretDisabled, $"{account}: {detail}", $"{Today()}/{account}", cancellationToken);
    }

    /// <summary>A stored tenant document or record cannot be read; mailed for each tenant once a day.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="why">What is wrong with it, with no value of it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task StoredUnreadableAsync(string tenantId, string why, CancellationToken cancellationToken)
    {
        LogStoredUnreadable(tenantId, why);
        return MailAsync(OperatorAlarm.StoredUnreadable, $"what is stored of {tenantId}: {why}", $"{Today()}/{tenantId}", cancellationToken);
    }

    /// <summary>An uploaded event mapping was given up; mailed for each tenant once an hour.</summary>
    public Task PoisonedMappingAsync(string tenantId, CancellationToken cancellationToken)
    {
        LogPoisonedMapping(tenantId);
        return MailAsync(OperatorAlarm.PoisonedUpload, $"an event mapping of {tenantId}", $"{ThisHour()}/{tenantId}", cancellationToken);
    }

    /// <summary>A message on the host's blob poison queue could not be read; mailed once an hour.</summary>
    public Task UnreadableUploadAsync(Exception exception, CancellationToken cancellationToken)
    {
        LogUnreadableUpload(exception.Message);
        return MailAsync(OperatorAlarm.PoisonedUpload, "a message that could not be read", ThisHour(), cancellationToken);
    }

    /// <summary>Another blob was given up; mailed for each of them.</summary>
    public Task PoisonedBlobAsync(string container, string blob, CancellationToken cancellationToken)
    {
        LogPoisonedBlob(container, blob);
        return MailAsync(OperatorAlarm.PoisonedUpload, $"{container}/{blob}", $"{ThisHour()}/{container}/{blob}", cancellationToken);
    }

    /// <summary>The mail service refuses a mail for good; mailed for each tenant once a day.</summary>
    public Task MailRefusedAsync(NotificationMessage refused, Exception exception, CancellationToken cancellationToken)
    {
        LogMailRefused(refused.Kind, refused.TenantId, exception.Message);
        return AboutMailAsync(OperatorAlarm.MailRefused, refused, $"mail {refused.Kind} of {refused.TenantId}: {exception.Message}", $"{Today()}/{refused.TenantId}", cancellationToken);
    }

    /// <summary>The mail service does not deliver to addresses of a tenant; mailed for each tenant once a day.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="places">Where the addresses stand in the tenant's document, for example <c>mail.to[1]</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task AddressRefusedAsync(string tenantId, IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", places);
        LogAddressRefused(tenantId, list);
        return MailAsync(OperatorAlarm.MailRefused, $"{list} of tenant {tenantId}", $"{Today()}/{tenantId}/{list}", cancellationToken);
    }

    /// <summary>A mail waits for the mail service; mailed, once it works again, once a day.</summary>
    public Task MailDelayedAsync(NotificationMessage delayed, CancellationToken cancellationToken)
    {
        LogMailDelayed(delayed.Kind, delayed.TenantId, delayed.Tries);
        return AboutMailAsync(OperatorAlarm.MailDelayed, delayed, $"mail {delayed.Kind} of {delayed.TenantId}", Today(), cancellationToken);
    }

    /// <summary>A mail could not be sent in all its tries.</summary>
    public Task PoisonedNotificationAsync(NotificationMessage poisoned, CancellationToken cancellationToken)
    {
        LogPoisonedNotification(poisoned.Kind, poisoned.TenantId);
        return AboutMailAsync(OperatorAlarm.PoisonedNotification, poisoned, $"mail {poisoned.Kind} of {poisoned.TenantId}", ThisHour(), cancellationToken);
    }

    /// <summary>A message on <c>notifications</c> could not be read; mailed once an hour.</summary>
    public Task UnreadableNotificationAsync(Exception exception, CancellationToken cancellationToken)
    {
        LogUnreadableNotification(exception.Message);
        return MailAsync(OperatorAlarm.PoisonedNotification, "a message that could not be read", ThisHour(), cancellationToken);
    }

    // Where the operator's own mail cannot be sent, a mail about it could not either, and would go round in circles.
    private Task AboutMailAsync(OperatorAlarm alarm, NotificationMessage about, string subject, string once, CancellationToken cancellationToken) =>
        about.Kind == NotificationKind.OperatorAlarm ? Task.CompletedTask : MailAsync(alarm, subject, once, cancellationToken);

    private Task MailAsync(OperatorAlarm alarm, string subject, string once, CancellationToken cancellationToken) =>
        queues.EnqueueNotificationAsync(NotificationMessage.ForOperator(alarm, subject, once), TimeSpan.Zero, cancellationToken);

    private string Today() => JapanTime.DateInJapan(clock.GetUtcNow()).ToString("O", CultureInfo.InvariantCulture);

    private string ThisHour() => clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HH", CultureInfo.InvariantCulture);

    [LoggerMessage(1010, LogLevel.Error, "OperatorAlarm OverdueRun: {Account} has had no good run for two slots; the last one ended at {LastGoodRun}.")]
    private partial void LogOverdue(AccountKey account, DateTimeOffset? lastGoodRun);

    [LoggerMessage(1400, LogLevel.Error, "OperatorAlarm SiteChanged: {Medium} no longer looks as its page definitions say ({Code}): {Detail}")]
    private partial void LogSiteChanged(string medium, FailureCode code, string detail);

    [LoggerMessage(1410, LogLevel.Error, "OperatorAlarm PoisonedSync: run {RunId} of {Account} failed for a reason nobody foresaw; see the errors logged before.")]
    private partial void LogPoisonedSync(string runId, AccountKey account);

    [LoggerMessage(1411, LogLevel.Error, "OperatorAlarm PoisonedSync: a message on account-syncs could not be read: {Detail}")]
    private partial void LogUnreadableSync(string detail);

    [LoggerMessage(1421, LogLevel.Error, "OperatorAlarm SecretDisabled: {Account} cannot run: {Detail}")]
    private partial void LogSecretDisabled(AccountKey account, string detail);

    [LoggerMessage(1420, LogLevel.Error, "OperatorAlarm StoredUnreadable: what is stored of {TenantId} cannot be read, and nothing is done with it: {Detail}")]
    private partial void LogStoredUnreadable(string tenantId, string detail);

    [LoggerMessage(1510, LogLevel.Error, "OperatorAlarm PoisonedUpload: an event mapping of {TenantId} could not be processed; see the errors logged before. Mend, then upload it again.")]
    private partial void LogPoisonedMapping(string tenantId);

    [LoggerMessage(1511, LogLevel.Error, "OperatorAlarm PoisonedUpload: a message of the blob poison queue could not be read: {Detail}")]
    private partial void LogUnreadableUpload(string detail);

    [LoggerMessage(1512, LogLevel.Error, "OperatorAlarm PoisonedUpload: {Container}/{Blob} could not be processed; see the errors logged before. Mend, then upload it again.")]
    private partial void LogPoisonedBlob(string container, string blob);

    [LoggerMessage(4001, LogLevel.Error, "OperatorAlarm MailRefused: mail {Kind} of {TenantId} is refused for good; check the tenant's addresses: {Detail}")]
    private partial void LogMailRefused(NotificationKind kind, string tenantId, string detail);

    [LoggerMessage(4002, LogLevel.Error, "OperatorAlarm MailRefused: {Places} of tenant {TenantId} cannot be reached; its other addresses are mailed.")]
    private partial void LogAddressRefused(string tenantId, string places);

    [LoggerMessage(4003, LogLevel.Error, "OperatorAlarm MailDelayed: mail {Kind} of {TenantId} could not be sent in {Tries} tries; it is kept and tried again.")]
    private partial void LogMailDelayed(NotificationKind kind, string tenantId, int tries);

    [LoggerMessage(4010, LogLevel.Error, "OperatorAlarm PoisonedNotification: mail {Kind} of {TenantId} could not be sent in all its tries; it is tried once a day from now on.")]
    private partial void LogPoisonedNotification(NotificationKind kind, string tenantId);

    [LoggerMessage(4011, LogLevel.Error, "OperatorAlarm PoisonedNotification: a message on notifications could not be read: {Detail}")]
    private partial void LogUnreadableNotification(string detail);
}
