using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>How far a tenant has come with a slot.</summary>
/// <param name="Unreported">The accounts that have no report yet.</param>
/// <param name="Unreadable">Why a report of theirs cannot be read; null where all can.</param>
public sealed record SlotProgress(IReadOnlyList<string> Unreported, SyncException? Unreadable);

/// <summary>What the accounts of a tenant reported for a slot.</summary>
public interface ISlotReportStore
{
    /// <summary>Notes, at dispatch, that accounts belong to the slot, a hundred in a request. A report that is there stays.</summary>
    Task ExpectAsync(DateTimeOffset slot, IReadOnlyCollection<AccountKey> accounts, CancellationToken cancellationToken);

    /// <summary>Stores a finished run as the account's report of its slot.</summary>
    Task SaveAsync(RunState run, CancellationToken cancellationToken);

    /// <summary>The accounts of the slot, each with its finished run, or null where it is not finished.</summary>
    Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(string tenantId, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>
    /// How far tenants have come with a slot, a thousand accounts in a request. A tenant of whom nothing is expected is not among them.
    /// </summary>
    Task<IReadOnlyDictionary<string, SlotProgress>> ReadProgressAsync(
        DateTimeOffset slot, IReadOnlyCollection<string> tenantIds, CancellationToken cancellationToken);
}
