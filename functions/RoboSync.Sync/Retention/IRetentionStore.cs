using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Retention;

/// <summary>For how long a record is kept.</summary>
public enum Keeping
{
    /// <summary>Runs, slot reports and notes of sent mails: <see cref="RetentionOptions.Records"/>.</summary>
    Records,

    /// <summary>What only a run needs, worklists and claims of slots: <see cref="RetentionOptions.Working"/>.</summary>
    Working,

    /// <summary>What was done in the console, by whom: <see cref="RetentionOptions.Audit"/>.</summary>
    Audit,

    /// <summary>Masked pages: <see cref="RetentionOptions.MaskedPages"/>.</summary>
    MaskedPages,
}

/// <summary>Deletes what is no longer needed, wherever it is kept.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Deletes what was written before an instant; of an account that has not run since, the newest run too: the next one then begins as
    /// the first did.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> DeleteOldAsync(Keeping keeping, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="PurgeAsync"/> would delete.</summary>
    /// <returns>How many there are of each kind, by its name in the proof, for example <c>candidateLinks</c>.</returns>
    Task<IReadOnlyDictionary<string, int>> CountAsync(PurgeScope scope, CancellationToken cancellationToken);

    /// <summary>Deletes everything that is kept of the people of a graduation year. What was deleted before is no error.</summary>
    /// <returns>How many of each kind.</returns>
    Task<IReadOnlyDictionary<string, int>> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken);
}

/// <summary>Runs that may be at work.</summary>
public interface IUnfinishedRuns
{
    /// <summary>Accounts whose newest run is of the year and has not ended.</summary>
    Task<IReadOnlyList<AccountKey>> ListUnfinishedAsync(PurgeScope scope, CancellationToken cancellationToken);
}

/// <summary>Keeps the proofs of purges.</summary>
public interface IPurgeProofs
{
    /// <summary>The proof of a purge of the year that was begun and has not ended, or null.</summary>
    Task<StoredProof?> FindBegunAsync(string tenantId, int graduationYear, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a proof under a name of its own: blob <c>tenant-results/{tenantId}-purge-{year}-{start}.json</c>. None is overwritten.
    /// </summary>
    Task<StoredProof> AddAsync(PurgeProof proof, CancellationToken cancellationToken);

    /// <summary>Writes the end of a purge into the proof that it began with.</summary>
    Task FinishAsync(StoredProof stored, PurgeProof proof, CancellationToken cancellationToken);
}
