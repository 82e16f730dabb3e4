namespace RoboSync.Sync.Retention;

/// <summary>Names of kinds of records in a proof that somebody asks for.</summary>
public static class PurgeKinds
{
    /// <summary>Lists of the year's seminars.</summary>
    public const string SeminarLists = "seminarLists";
}

/// <summary>The written proof of a purge, or why it was not done.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="GraduationYear">The year.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="FinishedAt">When it was done or refused (UTC); null while it goes on.</param>
/// <param name="Found">How many of each kind were there before the first of it was deleted; null where it was refused.</param>
/// <param name="Deleted">How many of each kind were deleted; null while it goes on and where it was refused.</param>
/// <param name="Refused">Why it was refused, in Japanese; blank where it was done.</param>
public sealed record PurgeProof(
    string TenantId,
    int GraduationYear,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyDictionary<string, int>? Found,
    IReadOnlyDictionary<string, int>? Deleted,
    string Refused);

/// <summary>A proof and where it lies.</summary>
/// <param name="Name">Name of the blob.</param>
/// <param name="Proof">What it says.</param>
public sealed record StoredProof(string Name, PurgeProof Proof);
