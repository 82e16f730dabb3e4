using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Retention;

/// <summary>Deletes what is no longer needed.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Deletes runs, slot reports and notes of sent mails that were written before an instant; of an account that has not run since, the newest run too:
    /// the next one then begins as the first did.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> DeleteRecordsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes worklists and claims of slots that were written before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteWorkingAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes masked pages that were kept before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteMaskedPagesAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Accounts whose newest run is of the year and has not ended.</summary>
    Task<IReadOnlyList<AccountKey>> ListUnfinishedAsync(PurgeScope scope, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="PurgeAsync"/> would delete.</summary>
    Task<PurgeCounts> CountAsync(PurgeScope scope, CancellationToken cancellationToken);

    /// <summary>Deletes everything that is kept of the people of a graduation year. What was deleted before is no error.</summary>
    Task<PurgeCounts> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken);

    /// <summary>The proof of a purge of the year that was begun and has not ended, or null.</summary>
    Task<StoredProof?> FindBegunAsync(string tenantId, int graduationYear, CancellationToken cancellationToken);

    /// <summary>Writes a proof under a name of its own: blob <c>tenant-results/{tenantId}-purge-{year}-{start}.json</c>. None is overwritten.</summary>
    Task<StoredProof> AddProofAsync(PurgeProof proof, CancellationToken cancellationToken);

    /// <summary>Writes the end of a purge into the proof that it began with.</summary>
    Task FinishProofAsync(StoredProof stored, PurgeProof proof, CancellationToken cancellationToken);
}
