using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>What the accounts of a tenant reported for a slot.</summary>
public interface ISlotReportStore
{
    /// <summary>Notes, at dispatch, that the account belongs to the slot.</summary>
    Task ExpectAsync(AccountKey account, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>Stores a finished run as the account's report of its slot.</summary>
    Task SaveAsync(RunState run, CancellationToken cancellationToken);

    /// <summary>The accounts of the slot, each with its finished run, or null where it is not finished.</summary>
    Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(string tenantId, DateTimeOffset slot, CancellationToken cancellationToken);
}
