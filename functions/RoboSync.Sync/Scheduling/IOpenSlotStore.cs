namespace RoboSync.Sync.Scheduling;

/// <summary>A slot of a tenant that was dispatched and has not been seen to have ended.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Slot">The slot (UTC).</param>
/// <param name="LookAt">When the watch looks at it (UTC).</param>
/// <param name="TakenUp">How often the watch has taken it up again.</param>
public sealed record OpenSlot(string TenantId, DateTimeOffset Slot, DateTimeOffset LookAt, int TakenUp);

/// <summary>
/// Keeps the slots that are open, and only those: looking for what was left lying costs as much as is open, however much was ever run.
/// </summary>
public interface IOpenSlotStore
{
    /// <summary>Opens slots that are about to be dispatched, a hundred in a request. One that is open already is looked at later.</summary>
    Task OpenAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken);

    /// <summary>The open slots that are to be looked at by now.</summary>
    Task<IReadOnlyList<OpenSlot>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Closes slots, a hundred in a request; one that was closed before is no error.</summary>
    Task CloseAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken);
}
