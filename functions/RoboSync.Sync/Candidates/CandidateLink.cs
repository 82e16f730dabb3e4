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

    /// <summary>Keyed hash of what HRMOS was given.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>When the detail page was read (UTC).</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>When the intent was written (UTC).</summary>
    public DateTimeOffset IntendedAt { get; init; }

    /// <summary>The run that wrote the intent.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Opaque version of the stored row.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether the create was announced and its outcome is not known.</summary>
    public bool IsIntent => CandidateId is null;
}

/// <summary>Keeps <see cref="CandidateLink"/>s.</summary>
public interface ICandidateLinkStore
{
    /// <summary>All links and intents of the scope, by applicant number.</summary>
    Task<Dictionary<string, CandidateLink>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Announces creates: one batch a hundred. An applicant number that already has a row is left as it is.
    /// </summary>
    /// <returns>The applicant numbers whose intent is now ours; the others belong to somebody else.</returns>
    Task<IReadOnlySet<string>> AddIntentsAsync(LinkScope scope, IReadOnlyList<CandidateLink> intents, CancellationToken cancellationToken);

    /// <summary>Stores links over their intents or older links: one batch a hundred.</summary>
    Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken);

    /// <summary>Takes an intent back whose create HRMOS refused, so that the next run may announce it anew.</summary>
    Task RemoveIntentsAsync(LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken);
}
