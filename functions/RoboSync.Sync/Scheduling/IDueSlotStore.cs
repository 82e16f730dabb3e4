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
    /// Claims slots by conditional inserts, a hundred in a request. A slot that is still due although it was claimed longer than
    /// <paramref name="abandonedAfter"/> ago was claimed by a dispatch that died: its claim is taken over.
    /// </summary>
    /// <returns>Who starts each of them.</returns>
    Task<IReadOnlyDictionary<DueSlot, SlotClaim>> ClaimAsync(
        IReadOnlyCollection<DueSlot> slots, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    /// <summary>Replaces the account's due time.</summary>
    /// <param name="account">The account.</param>
    /// <param name="next">Its next slot (UTC), or null where it has none.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces slots that were dispatched by their accounts' next ones, also where a dispatch died before and left both; a hundred in a
    /// request.
    /// </summary>
    /// <param name="replaced">The slots, as they were read, each with the account's next one (UTC).</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task ReplaceAsync(IReadOnlyCollection<(DueSlot Done, DateTimeOffset Next)> replaced, CancellationToken cancellationToken);

    /// <summary>Takes away a slot that was read, and the account's due time: it has none.</summary>
    Task DropAsync(DueSlot slot, CancellationToken cancellationToken);
}
