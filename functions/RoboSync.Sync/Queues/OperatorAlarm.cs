namespace RoboSync.Sync.Queues;

/// <summary>What wakes the operator. Each has its row in docs/operations.md and its alert in infra/alerts.bicep.</summary>
public enum OperatorAlarm
{
    /// <summary>Accounts have had no good run for two slots.</summary>
    OverdueRun,

    /// <summary>A site no longer looks as its page definitions say.</summary>
    SiteChanged,

    /// <summary>A run failed for a reason nobody foresaw.</summary>
    PoisonedSync,

    /// <summary>What is stored of a tenant cannot be read.</summary>
    StoredUnreadable,

    /// <summary>The vault does not hand out a secret as it is set.</summary>
    SecretDisabled,

    /// <summary>An upload could not be processed.</summary>
    PoisonedUpload,

    /// <summary>A mail could not be sent in all its tries.</summary>
    PoisonedNotification,

    /// <summary>The mail service refuses a mail or an address for good.</summary>
    MailRefused,

    /// <summary>The mail service has not accepted a mail for some time; it is tried again by itself.</summary>
    MailDelayed,
}
