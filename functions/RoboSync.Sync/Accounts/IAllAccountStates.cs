namespace RoboSync.Sync.Accounts;

/// <summary>Reads the states of all accounts of all tenants at once.</summary>
public interface IAllAccountStates
{
    /// <summary>All that are stored; one that cannot be read is left out: <see cref="Scheduling.WatchOverdueRuns"/> tells of it.</summary>
    Task<IReadOnlyDictionary<Tenants.AccountKey, AccountState>> ReadAllAsync(CancellationToken cancellationToken);
}
