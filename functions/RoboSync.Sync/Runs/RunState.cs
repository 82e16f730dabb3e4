using System.Text.Json.Serialization;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>How far a run has come. Stored by name.</summary>
[JsonConverter(typeof(RunPhaseJson))]
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

/// <summary>Reads a phase that this version does not know as the first one: everything is gone through again, and nothing written twice.
/// </summary>
public sealed class RunPhaseJson() : StoredNameJson<RunPhase>(name => StoredNames.Parse(name, RunPhase.Listing));

/// <summary>One run of one account, as stored while it goes on and after it ended.</summary>
public sealed record RunState
{
    /// <summary>The account.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>The run: derived from the slot, so that the same slot never runs twice.</summary>
    public required string RunId { get; init; }

    /// <summary>The slot (UTC).</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>
    /// The account's display year when it began, so that a purge of the year finds it; null where the account was gone, and in runs of
    /// before this was noted.
    /// </summary>
    public int? GraduationYear { get; init; }

    /// <summary>What kind of run it is: a continuation goes on as what was begun, whatever its message says.</summary>
    public RunMode Mode { get; init; }

    /// <summary>The plan that it keeps to; blank for none.</summary>
    public string PlanId { get; init; } = "";

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

    /// <summary>Pages of the list that are kept for the run's continuations; 0 while there are none.</summary>
    public int ListedPages { get; init; }

    /// <summary>Rows of the worklist, and how many of them are done.</summary>
    public int WorklistCount { get; init; }

    /// <summary>Rows of the worklist that are done.</summary>
    public int WorklistDone { get; init; }

    /// <summary>Mapped events that are done.</summary>
    public int EventsDone { get; init; }

    /// <summary>
    /// Id of the newest event that is done; they are done in the order of their ids, so that a plan that is made anew goes on behind it.
    /// Null before the first.
    /// </summary>
    public string? LastEventDone { get; init; }

    /// <summary>Mapped events in all.</summary>
    public int EventCount { get; init; }

    /// <summary>
    /// When the run goes on that put itself back on the queue (UTC); null while somebody works on it. An unfinished run without it that
    /// nobody holds the lease of is one whose process died.
    /// </summary>
    public DateTimeOffset? ResumeAt { get; init; }

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

/// <summary>
/// What a run has to work through: decided once, after the list was read and found whole, then kept for its continuations.
/// </summary>
/// <param name="ApplicantNumbers">Whose detail page has to be read, in the order of the list.</param>
/// <param name="Watermark">Newest change on the list (Japan time); null where the list is empty.</param>
/// <param name="Full">Whether the list was read to its end.</param>
/// <param name="Total">How many applicants the list stated.</param>
/// <param name="GraduationYear">The display year that was listed; null in worklists of before this was noted.</param>
public sealed record Worklist(IReadOnlyList<string> ApplicantNumbers, DateTime? Watermark, bool Full, int Total, int? GraduationYear)
{
    /// <summary>
    /// How far the list was read that takes longer than one invocation, without anybody's name; null once it was read to its end, and the
    /// rest of this is filled in then.
    /// </summary>
    public ListProgress<ApplicantRow>? Listing { get; init; }

    /// <summary>
    /// How the list showed everybody on it, by applicant number: also who was not worked through, so that one can say why. Blank in
    /// worklists of before this was noted.
    /// </summary>
    public IReadOnlyDictionary<string, ListedAs> Listed { get; init; } = new Dictionary<string, ListedAs>(StringComparer.Ordinal);

    /// <summary>Keyed hash of the list row of each of them that was listed, by applicant number.</summary>
    public IReadOnlyDictionary<string, string> RowHashes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

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
