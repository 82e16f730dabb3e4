namespace RoboSync.Sync.Notifications;

/// <summary>
/// Remembers which notices were told on which channel, so that two messages about one thing never tell it twice. The key names the channel
/// (<see cref="Channels.ToldBefore"/>).
/// </summary>
public interface INoticeLedger
{
    /// <summary>
    /// Claims the telling of a notice by a conditional insert. A claim that is older than <paramref name="abandonedAfter"/> and never
    /// became a notice that was told was made by a worker that died: it is taken over.
    /// </summary>
    Task<NoticeClaim> ClaimAsync(string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    /// <summary>Gives a claim back, since the notice could not be told.</summary>
    Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Notes that the claimed notice was told.</summary>
    Task NoteToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Whether a notice with this key was told.</summary>
    Task<bool> WasToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);
}

/// <summary>Who tells a notice.</summary>
public enum NoticeClaim
{
    /// <summary>We do.</summary>
    Ours,

    /// <summary>Somebody else is just doing it.</summary>
    UnderWay,

    /// <summary>It was told before.</summary>
    Told,
}
