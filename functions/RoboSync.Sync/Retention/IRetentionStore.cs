using RoboSync.Sync.Candidates;

namespace RoboSync.Sync.Retention;

/// <summary>Deletes what is no longer needed.</summary>
public interface IRetentionStore
{
    /// <summary>Deletes finished runs, slot reports and notes of sent mails that were written before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteRecordsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes worklists and claims of slots that were written before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteWorkingAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes masked pages that were kept before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> DeleteMaskedPagesAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes everything that is kept of the people of a graduation year. What was deleted before is no error.</summary>
    Task<PurgeCounts> PurgeAsync(LinkScope scope, CancellationToken cancellationToken);

    /// <summary>Writes the proof of a purge: blob <c>tenant-results/{tenantId}-purge-{year}.json</c>.</summary>
    Task SaveProofAsync(string tenantId, PurgeProof proof, CancellationToken cancellationToken);
}

/// <summary>How much a purge deleted.</summary>
public sealed record PurgeCounts(int CandidateLinks, int SetAside, int BookingLinks);

/// <summary>The written proof of a purge, or why it was not done.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="GraduationYear">The year.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="FinishedAt">When it was done (UTC).</param>
/// <param name="Deleted">What was deleted; null where it was refused.</param>
/// <param name="Refused">Why it was refused, in Japanese; blank where it was done.</param>
public sealed record PurgeProof(
    string TenantId, int GraduationYear, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, PurgeCounts? Deleted, string Refused);
