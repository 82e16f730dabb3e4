using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>A record that failed alone: reported, kept, and tried again, less often as time goes by.</summary>
/// <param name="ApplicantNumber">応募者番号.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">For the engineer; nothing personal, for example the name of the field that HRMOS rejects.</param>
/// <param name="Since">When it first failed (UTC).</param>
/// <param name="Attempts">How many runs have tried.</param>
public sealed record SetAside(string ApplicantNumber, FailureCode Reason, string Detail, DateTimeOffset Since, int Attempts)
{
    // Four slots a day: the first two days at every slot, then daily, and after a month no more.
    private const int OftenTries = 8;
    private static readonly TimeSpan Daily = TimeSpan.FromHours(20);

    /// <summary>How long a record is tried before it is given up.</summary>
    public static TimeSpan GivenUpAfter { get; } = TimeSpan.FromDays(30);

    /// <summary>When it was tried last (UTC).</summary>
    public DateTimeOffset TriedAt { get; init; }

    /// <summary>Keyed hash of the list row that was tried; blank where it is not known.</summary>
    public string RowHash { get; init; } = "";

    /// <summary>Whether it was given up when it was tried last: only a change on the medium tries it again.</summary>
    public bool IsGivenUp => TriedAt - Since >= GivenUpAfter;

    /// <summary>Whether somebody of the company said that it need not come in: only a change on the medium tries it again.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether it is to be tried again though the medium shows nothing new of it.</summary>
    public bool IsDue(DateTimeOffset now) => !IsGivenUp && !IsIgnored && (Attempts < OftenTries || now - TriedAt >= Daily);

    /// <summary>The record after another try that failed; a change on the medium begins it anew.</summary>
    public SetAside Again(FailureCode reason, string detail, string rowHash, DateTimeOffset now) =>
        RowHash.Length > 0 && rowHash.Length > 0 && !string.Equals(RowHash, rowHash, StringComparison.Ordinal)
            ? First(ApplicantNumber, reason, detail, rowHash, now)
            : this with { Reason = reason, Detail = detail, Attempts = Attempts + 1, TriedAt = now, RowHash = rowHash };

    /// <summary>The record as the next run tries it, as if it had not failed before.</summary>
    public SetAside Retried(DateTimeOffset now) => this with { Since = now, Attempts = 0, TriedAt = now, IsIgnored = false };

    /// <summary>How a run reports it.</summary>
    internal NotDone ToNotDone() => new(IsGivenUp ? NotDoneReason.GivenUp : NotDoneReasons.Of(Reason), ApplicantNumber, Detail);

    /// <summary>The record of a first failure.</summary>
    public static SetAside First(string applicantNumber, FailureCode reason, string detail, string rowHash, DateTimeOffset now) =>
        new(applicantNumber, reason, detail, now, 1) { TriedAt = now, RowHash = rowHash };
}

/// <summary>
/// Keeps the set-aside records of a scope, each account's its own: what one account cannot write says nothing about another.
/// </summary>
public interface ISetAsideStore
{
    /// <summary>All that the account has set aside, by applicant number.</summary>
    Task<Dictionary<string, SetAside>> ReadAllAsync(LinkScope scope, string accountId, CancellationToken cancellationToken);

    /// <summary>What the account has set aside of one applicant, or null.</summary>
    Task<SetAside?> FindAsync(LinkScope scope, string accountId, string applicantNumber, CancellationToken cancellationToken);

    /// <summary>Adds or replaces, and removes those that are settled, in batches of a hundred.</summary>
    Task SaveAsync(
        LinkScope scope, string accountId, IReadOnlyList<SetAside> failed, IReadOnlyList<string> settled,
        CancellationToken cancellationToken);
}
