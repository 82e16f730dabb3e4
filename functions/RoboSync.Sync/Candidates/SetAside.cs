using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>A record that failed alone: reported, kept, and tried again by the next run.</summary>
/// <param name="ApplicantNumber">応募者番号.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">For the engineer; nothing personal, for example the name of the field that HRMOS rejects.</param>
/// <param name="Since">When it first failed (UTC).</param>
/// <param name="Attempts">How many runs have tried.</param>
public sealed record SetAside(string ApplicantNumber, FailureCode Reason, string Detail, DateTimeOffset Since, int Attempts);

/// <summary>Keeps the set-aside records of a scope.</summary>
public interface ISetAsideStore
{
    /// <summary>All of the scope, by applicant number.</summary>
    Task<Dictionary<string, SetAside>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken);

    /// <summary>Adds or replaces, and removes those that succeeded, in batches of a hundred.</summary>
    Task SaveAsync(LinkScope scope, IReadOnlyList<SetAside> failed, IReadOnlyList<string> succeeded, CancellationToken cancellationToken);
}
