using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Scheduling;

/// <summary>When an account's next slot is due.</summary>
/// <param name="Account">The account.</param>
/// <param name="Due">The slot (UTC).</param>
public sealed record DueSlot(AccountKey Account, DateTimeOffset Due);

/// <summary>Who starts a slot.</summary>
public enum SlotClaim
{
    /// <summary>Another dispatch, which has just claimed it.</summary>
    UnderWay,

    /// <summary>We do.</summary>
    Ours,

    /// <summary>We do, after a dispatch that died: how far it got is not known.</summary>
    TakenOver,
}

/// <summary>Keeps one due time per enabled account, ordered by time, so that a dispatch reads only what is due.</summary>
public interface IDueSlotStore
{
    /// <summary>The slots that are due by now, oldest first.</summary>
    Task<IReadOnlyList<DueSlot>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Claims a slot by a conditional insert. A slot that is still due although it was claimed longer than
    /// <paramref name="abandonedAfter"/> ago was claimed by a dispatch that died: its claim is taken over.
    /// </summary>
    Task<SlotClaim> ClaimAsync(DueSlot slot, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    /// <summary>Replaces the account's due time.</summary>
    /// <param name="account">The account.</param>
    /// <param name="next">Its next slot (UTC), or null where it has none.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken);

    /// <summary>Replaces a slot that was dispatched by the account's next one, also where a dispatch died before and left both.</summary>
    /// <param name="done">The slot, as it was read.</param>
    /// <param name="next">The account's next slot (UTC), or null where it has none.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task ReplaceAsync(DueSlot done, DateTimeOffset? next, CancellationToken cancellationToken);
}
