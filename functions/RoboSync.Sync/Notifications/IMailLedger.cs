namespace RoboSync.Sync.Notifications;

/// <summary>Remembers which mails went out, so that two messages about one thing never make two mails.</summary>
public interface IMailLedger
{
    /// <summary>
    /// Claims the sending of a mail by a conditional insert. A claim that is older than <paramref name="abandonedAfter"/> and never became
    /// a sent mail was made by a worker that died: it is taken over.
    /// </summary>
    Task<MailClaim> ClaimAsync(string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    /// <summary>Gives a claim back, since the mail could not be sent.</summary>
    Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Notes that the claimed mail was sent.</summary>
    Task NoteSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Whether a mail with this key was sent.</summary>
    Task<bool> WasSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);
}

/// <summary>Who sends a mail.</summary>
public enum MailClaim
{
    /// <summary>We do.</summary>
    Ours,

    /// <summary>Somebody else is just doing it.</summary>
    UnderWay,

    /// <summary>It was sent before.</summary>
    Sent,
}
