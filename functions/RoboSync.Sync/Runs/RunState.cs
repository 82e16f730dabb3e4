using RoboSync.Sync.Accounts;

namespace RoboSync.Sync.Runs;

/// <summary>How far a run has come.</summary>
public enum RunPhase
{
    /// <summary>Signing in and reading the list.</summary>
    Listing,

    /// <summary>Working through the worklist.</summary>
    Candidates,

    /// <summary>Mirroring bookings.</summary>
    Bookings,

    /// <summary>Ended: <see cref="RunState.Failure"/> says whether well.</summary>
    Finished,
}

/// <summary>What a run counted; the report, the mail and the local summary show these.</summary>
public sealed record RunCounts
{
    /// <summary>Distinct applicants on the list pages read.</summary>
    public int Listed { get; init; }

    /// <summary>Candidates created.</summary>
    public int Created { get; init; }

    /// <summary>Candidates updated.</summary>
    public int Updated { get; init; }

    /// <summary>Applicants that were as HRMOS has them.</summary>
    public int Unchanged { get; init; }

    /// <summary>Records set aside.</summary>
    public int SetAside { get; init; }

    /// <summary>Bookings set to booked.</summary>
    public int Booked { get; init; }

    /// <summary>Bookings set to cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>Bookings that were left because HRMOS staff had set an attendance.</summary>
    public int KeptByStaff { get; init; }

    /// <summary>Bookings of seminars without a mapping.</summary>
    public int Unmapped { get; init; }

    /// <summary>Bookings of people who are not linked to a candidate.</summary>
    public int Unlinked { get; init; }

    /// <summary>Requests sent to MIWS.</summary>
    public int MiwsRequests { get; init; }

    /// <summary>Requests sent to HRMOS.</summary>
    public int HrmosRequests { get; init; }
}

/// <summary>Something a run did not do, and why. Names people by their MIWS number only.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Subject">応募者番号, セミナーNo. or event id, whichever the reason is about.</param>
/// <param name="Detail">For example the rejected field, or the name of the seminar.</param>
public sealed record NotDone(NotDoneReason Reason, string Subject, string Detail);

/// <summary>Why something was not done.</summary>
public enum NotDoneReason
{
    /// <summary>HRMOS rejects a value.</summary>
    CandidateRejected,

    /// <summary>Maybe the same person as a candidate who was not imported by us.</summary>
    CandidateAmbiguous,

    /// <summary>Deleted or merged in HRMOS.</summary>
    CandidateMissing,

    /// <summary>Sent and not answered.</summary>
    CandidateUnclear,

    /// <summary>Another account is just creating the same person.</summary>
    CandidateElsewhere,

    /// <summary>A seminar with bookings has no event in the mapping.</summary>
    SeminarUnmapped,

    /// <summary>A mapped event does not exist in HRMOS.</summary>
    EventMissing,

    /// <summary>A booking of someone who is not linked to a candidate.</summary>
    BookingUnlinked,

    /// <summary>A booking that staff had already marked 出席 or 欠席.</summary>
    AttendanceKept,

    /// <summary>A booking that was cancelled on MIWS and stands in HRMOS, where it was not made by us.</summary>
    CancellationLeft,
}

/// <summary>Which <see cref="NotDoneReason"/> a record's failure is reported as.</summary>
public static class NotDoneReasons
{
    /// <summary>The reason of a failure of kind <see cref="FailureKind.OneRecord"/>.</summary>
    public static NotDoneReason Of(FailureCode code) => code switch
    {
        FailureCode.CandidateRejected => NotDoneReason.CandidateRejected,
        FailureCode.CandidateAmbiguous => NotDoneReason.CandidateAmbiguous,
        FailureCode.CandidateMissing => NotDoneReason.CandidateMissing,
        FailureCode.CandidateUnclear => NotDoneReason.CandidateUnclear,
        FailureCode.CandidateElsewhere => NotDoneReason.CandidateElsewhere,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a failure of one record."),
    };
}

/// <summary>One run of one account, as stored while it goes on and after it ended.</summary>
public sealed record RunState
{
    /// <summary>The account.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>The run: derived from the slot, so that the same slot never runs twice.</summary>
    public required string RunId { get; init; }

    /// <summary>The slot (UTC).</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>The account's display year when it began, so that a purge of the year finds it; null where the account was gone, and in runs of before this was noted.</summary>
    public int? GraduationYear { get; init; }

    /// <summary>How far it has come.</summary>
    public RunPhase Phase { get; init; }

    /// <summary>First start (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Newest sign of life (UTC).</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>End (UTC); null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Version of the event mapping that the run keeps to.</summary>
    public int MappingVersion { get; init; }

    /// <summary>Rows of the worklist, and how many of them are done.</summary>
    public int WorklistCount { get; init; }

    /// <summary>Rows of the worklist that are done.</summary>
    public int WorklistDone { get; init; }

    /// <summary>Mapped events that are done, in the order of their ids.</summary>
    public int EventsDone { get; init; }

    /// <summary>Mapped events in all.</summary>
    public int EventCount { get; init; }

    /// <summary>Times in a row that a transient failure interrupted the run before it came any further.</summary>
    public int Interruptions { get; init; }

    /// <summary>What was counted so far.</summary>
    public RunCounts Counts { get; init; } = new();

    /// <summary>What was not done so far; at most <see cref="MostNotDone"/>.</summary>
    public IReadOnlyList<NotDone> NotDone { get; init; } = [];

    /// <summary>Why it ended badly; null while it goes on and where it ended well.</summary>
    public FailureCode? Failure { get; init; }

    /// <summary>For the engineer.</summary>
    public string FailureDetail { get; init; } = "";

    /// <summary>Opaque version of the stored row: the fence that a run which lost its lease cannot pass.</summary>
    public string ETag { get; init; } = "";

    /// <summary>How many <see cref="NotDone"/> entries a run keeps; the counts go on.</summary>
    public const int MostNotDone = 200;
}

/// <summary>What a run has to work through: decided once, after the list was read and found whole, then kept for its continuations.</summary>
/// <param name="ApplicantNumbers">Whose detail page has to be read, in the order of the list.</param>
/// <param name="Watermark">Newest change on the list (Japan time); null where the list is empty.</param>
/// <param name="Full">Whether the list was read to its end.</param>
/// <param name="Total">How many applicants the list stated.</param>
/// <param name="GraduationYear">The display year that was listed; null in worklists of before this was noted.</param>
public sealed record Worklist(IReadOnlyList<string> ApplicantNumbers, DateTime? Watermark, bool Full, int Total, int? GraduationYear);

/// <summary>Keeps runs and their worklists.</summary>
public interface IRunStore
{
    /// <summary>The account's newest run, or null before its first.</summary>
    Task<RunState?> ReadCurrentAsync(AccountKey account, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a run as the account's newest: adds it where <see cref="RunState.ETag"/> is empty and there is none, replaces the
    /// row that was read otherwise. A finished run is also kept in the account's history.
    /// </summary>
    /// <returns>The run with its new version.</returns>
    /// <exception cref="StaleStateException">Somebody else wrote in between.</exception>
    Task<RunState> SaveAsync(RunState run, CancellationToken cancellationToken);

    /// <summary>Whether the history holds this run.</summary>
    Task<bool> IsFinishedAsync(AccountKey account, string runId, CancellationToken cancellationToken);

    /// <summary>Stores the run's worklist.</summary>
    Task SaveWorklistAsync(AccountKey account, string runId, Worklist worklist, CancellationToken cancellationToken);

    /// <summary>The run's worklist, or null where it was never stored.</summary>
    Task<Worklist?> ReadWorklistAsync(AccountKey account, string runId, CancellationToken cancellationToken);
}

/// <summary>One session per account, ever.</summary>
public interface IAccountLeases
{
    /// <summary>Takes the account's lease and renews it until disposed, or returns null where somebody else holds it.</summary>
    Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken);
}

/// <summary>A held lease.</summary>
public interface IAccountLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease could not be renewed in time: stop at once.</summary>
    CancellationToken Lost { get; }
}
