using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Ats;

/// <summary>The ATS that candidates are written to.</summary>
public interface IAts
{
    /// <summary>A session that counts its requests and keeps to the site's limits. Sends nothing yet.</summary>
    IAtsSession Open(HrmosSite site, Secret token);
}

/// <summary>
/// Talks to HRMOS. Calls may overlap. Every call throws <see cref="SyncException"/> with an <c>Hrmos…</c> or <c>Candidate…</c>
/// code; reads and idempotent writes are retried inside, a create never is.
/// </summary>
public interface IAtsSession
{
    /// <summary>Requests sent so far, retries included.</summary>
    int Requests { get; }

    /// <summary>What the token is allowed to do; changes nothing.</summary>
    Task<IReadOnlyList<string>> ListPermissionsAsync(CancellationToken cancellationToken);

    /// <summary>The id of the label with this name, created where it does not exist (names compare without case).</summary>
    Task<string> EnsureLabelAsync(string name, CancellationToken cancellationToken);

    /// <summary>Candidates that carry this external id. The search may lag behind writes (<see cref="HrmosSite.SearchLag"/>).</summary>
    Task<IReadOnlyList<string>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken);

    /// <summary>
    /// Candidates with this mail address, as HRMOS would suspect them at a registration; changes nothing. The search may lag behind writes.
    /// </summary>
    Task<IReadOnlyList<SuspectedDuplicate>> FindByMailAsync(string mail, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a candidate. Sent at most once, save where HRMOS says itself that it did nothing (429, 503).
    /// </summary>
    /// <param name="applicant">What is known of the person.</param>
    /// <param name="externalId">Identity, kept in HRMOS.</param>
    /// <param name="labelId">The graduation-year label.</param>
    /// <param name="allowDuplicate">Create although HRMOS suspects a duplicate.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.CandidateRejected"/> where HRMOS rejects a value,
    /// <see cref="FailureCode.CandidateUnclear"/> where no answer came and it may have been created.
    /// </exception>
    Task<CreateOutcome> CreateCandidateAsync(
        Applicant applicant, string externalId, string labelId, bool allowDuplicate, CancellationToken cancellationToken);

    /// <summary>Replaces what HRMOS holds of the person with what MIWS shows. Labels and jobs stay as they are.</summary>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.CandidateRejected"/>, or <see cref="FailureCode.CandidateMissing"/> where HRMOS has no such candidate.
    /// </exception>
    Task UpdateCandidateAsync(string candidateId, Applicant applicant, CancellationToken cancellationToken);

    /// <summary>All events of the tenant.</summary>
    Task<IReadOnlyList<AtsEvent>> ListEventsAsync(CancellationToken cancellationToken);

    /// <summary>The bookings of an event, by candidate id.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.HrmosEventMissing"/> where the event was deleted.</exception>
    Task<IReadOnlyDictionary<string, BookingState>> ListBookingsAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>Sets a booking to <see cref="BookingState.Booked"/> or <see cref="BookingState.Cancelled"/>; idempotent.</summary>
    /// <returns>False where HRMOS kept an attendance that its staff had set.</returns>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.HrmosEventMissing"/>, or <see cref="FailureCode.CandidateMissing"/>.
    /// </exception>
    Task<bool> SetBookingAsync(string eventId, string candidateId, BookingState state, CancellationToken cancellationToken);
}

/// <summary>What became of a create.</summary>
/// <param name="CandidateId">Id of the new candidate; null where HRMOS suspects a duplicate and created nobody.</param>
/// <param name="Suspected">Whom HRMOS suspects to be the same person.</param>
public sealed record CreateOutcome(string? CandidateId, IReadOnlyList<SuspectedDuplicate> Suspected);

/// <summary>A candidate that HRMOS suspects to be the same person (help article HE/34572556111513: any one of name, mail, phone).</summary>
/// <param name="CandidateId">Its id.</param>
/// <param name="ExternalId">Its external id; null where staff registered it.</param>
/// <param name="SameMail">Whether the mail address is what is the same.</param>
public sealed record SuspectedDuplicate(string CandidateId, string? ExternalId, bool SameMail);

/// <summary>A briefing session in HRMOS.</summary>
/// <param name="EventId">19 digits: always a string.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartsAt">When it begins; null where HRMOS does not say.</param>
public sealed record AtsEvent(string EventId, string Name, DateTimeOffset? StartsAt);
