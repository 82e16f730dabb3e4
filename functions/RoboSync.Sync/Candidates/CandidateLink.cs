using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Ties an applicant to a candidate. Without a candidate id it is an intent: the create was about to be sent, and only HRMOS
/// knows whether it arrived. Holds ids and keyed hashes, nothing personal.
/// </summary>
public sealed record CandidateLink
{
    /// <summary>応募者番号.</summary>
    public required string ApplicantNumber { get; init; }

    /// <summary>Id of the candidate in HRMOS; null in an intent.</summary>
    public string? CandidateId { get; init; }

    /// <summary>Keyed hash of the list row as it was when the detail page was read.</summary>
    public string RowHash { get; init; } = "";

    /// <summary>Keyed hash of what HRMOS was given; blank while an update is announced, since HRMOS may hold either.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>
    /// Which fields HRMOS was given with a value (<see cref="Media.FilledFields"/>); null where an older version wrote the link.
    /// </summary>
    public int? Filled { get; init; }

    /// <summary>
    /// Keyed marks of the fields that HRMOS was given (<see cref="Candidates.FieldMarks"/>), by which an update's fields are named; blank
    /// where an older version wrote the link.
    /// </summary>
    public string FieldMarks { get; init; } = "";

    /// <summary>When the detail page was read (UTC).</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>When the newest operation was announced (UTC).</summary>
    public DateTimeOffset IntendedAt { get; init; }

    /// <summary>The account and the run that announced it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Opaque version of the stored row; blank where there is none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether the create was announced and its outcome is not known.</summary>
    public bool IsIntent => CandidateId is null;

    /// <summary>Whether an operation was announced and its outcome is not known.</summary>
    public bool IsUnsettled => IsIntent || ContentHash.Length == 0;
}

/// <summary>Keeps <see cref="CandidateLink"/>s.</summary>
public interface ICandidateLinkStore
{
    /// <summary>All links and intents of the scope, by applicant number.</summary>
    Task<Dictionary<string, CandidateLink>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken);

    /// <summary>The link or intent of one applicant, or null.</summary>
    Task<CandidateLink?> FindAsync(LinkScope scope, string applicantNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Announces creates and updates: one batch a hundred, each row over the version that its <see cref="CandidateLink.ETag"/> names;
    /// blank: over none.
    /// </summary>
    /// <returns>The applicant numbers that are announced now; the others were written by somebody else in between and are left as they
    /// are.</returns>
    Task<IReadOnlySet<string>> AnnounceAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken);

    /// <summary>Stores links over their announcements or older links, whatever they are by now: one batch a hundred.</summary>
    Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken);

    /// <summary>Takes an intent back whose create HRMOS refused, so that the next run may announce it anew.</summary>
    Task RemoveIntentsAsync(LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken);
}
