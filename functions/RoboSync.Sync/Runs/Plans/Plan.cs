using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>What became of a plan so far. Stored by name.</summary>
[JsonConverter(typeof(PlanStatusJson))]
public enum PlanStatus
{
    /// <summary>Its dry run was asked for, or goes on.</summary>
    UnderWay,

    /// <summary>It is made: somebody may approve it.</summary>
    Ready,

    /// <summary>It was approved: the account's next run keeps to it.</summary>
    Approved,

    /// <summary>The approved run has done it.</summary>
    Done,

    /// <summary>The sites had changed too much: nothing was written.</summary>
    Outdated,

    /// <summary>The dry run failed.</summary>
    Failed,

    /// <summary>Somebody discarded it.</summary>
    Discarded,
}

/// <summary>Reads a status that this version does not know as discarded: nothing is written by it.</summary>
public sealed class PlanStatusJson() : StoredNameJson<PlanStatus>(name => StoredNames.Parse(name, PlanStatus.Discarded));

/// <summary>What a run of an account would do (予行): made by a dry run, kept until it is approved. Numbers and hashes only.</summary>
public sealed record Plan
{
    /// <summary>The account; where a plan is stored tells it.</summary>
    [JsonIgnore]
    public AccountKey Account { get; init; }

    /// <summary>Names the plan: made of when it was asked for, as runs are named by their slots.</summary>
    public required string PlanId { get; init; }

    /// <summary>When it was asked for (UTC).</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The account's display year.</summary>
    public required int GraduationYear { get; init; }

    /// <summary>What became of it.</summary>
    public PlanStatus Status { get; init; }

    /// <summary>Hash of what the account was set to (<see cref="SettingsOf"/>).</summary>
    public string Settings { get; init; } = "";

    /// <summary>The dry run: how far it has come, what it counted and what it would leave out; null before it has begun.</summary>
    public RunState? Run { get; init; }

    /// <summary>Whom the dry run reads.</summary>
    public Worklist? Worklist { get; init; }

    /// <summary>The account's newest run when the dry run began: once there is a newer one, it begins anew. Blank for none.</summary>
    public string After { get; init; } = "";

    /// <summary>How often it has begun anew.</summary>
    public int Restarts { get; init; }

    /// <summary>What would be written.</summary>
    public IReadOnlyList<PlannedOperation> Operations { get; init; } = [];

    /// <summary>How many bookings each mapped seminar stated.</summary>
    public IReadOnlyDictionary<string, int> Seminars { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Candidates that would be linked by now, by applicant number; only while the dry run goes on.</summary>
    public IReadOnlyDictionary<string, PlannedLink> Linked { get; init; } =
        new Dictionary<string, PlannedLink>(StringComparer.Ordinal);

    /// <summary>How many candidates of the tenant's accounts are in HRMOS by RoboSync, before the run.</summary>
    public int CandidatesBefore { get; init; }

    /// <summary>How many requests, and how long, the run is expected to take; null before the plan is made.</summary>
    public PlanEstimate? Estimate { get; init; }

    /// <summary>When it was made (UTC); null before.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>When it was approved (UTC); null before.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The run that has done it; blank before.</summary>
    public string DoneBy { get; init; } = "";

    /// <summary>Why the dry run failed; null where it did not.</summary>
    public FailureCode? Failure { get; init; }

    /// <summary>Opaque version of what is stored; blank for a new one.</summary>
    [JsonIgnore]
    public string ETag { get; init; } = "";

    /// <summary>For how long a plan may be approved.</summary>
    public static TimeSpan GoodFor { get; } = TimeSpan.FromDays(7);

    /// <summary>How many candidates there would be after the run.</summary>
    [JsonIgnore]
    public int CandidatesAfter => CandidatesBefore + Count(PlannedKind.Create);

    /// <summary>How many operations of a kind would be done.</summary>
    public int Count(PlannedKind kind) => Operations.Count(operation => operation.Kind == kind && operation.LeftOut is null);

    /// <summary>Whether it can be approved.</summary>
    /// <param name="now">Now.</param>
    public bool MayBeApproved(DateTimeOffset now) => Status == PlanStatus.Ready && now - ReadyAt <= GoodFor;

    /// <summary>Hash of what a plan stands on: another HRMOS, year or start date is another plan.</summary>
    public static string SettingsOf(Tenant tenant, MediaAccount account)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{tenant.Hrmos.BaseUrl}\n{account.Medium}\n{account.Site.BaseUrl}\n{account.DisplayYear}\n{account.StartDate:yyyy-MM-dd}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>A link that a dry run would have made.</summary>
/// <param name="CandidateId">Id of the candidate; blank where an intent would have been taken back.</param>
/// <param name="ContentHash">Keyed hash of what HRMOS would have been given.</param>
public sealed record PlannedLink(string CandidateId, string ContentHash);

/// <summary>What a run by a plan would take.</summary>
/// <param name="MediumRequests">Requests to the medium.</param>
/// <param name="HrmosRequests">Requests to HRMOS.</param>
/// <param name="Duration">How long.</param>
public sealed record PlanEstimate(int MediumRequests, int HrmosRequests, TimeSpan Duration)
{
    // Up to half of the gap is added at random.
    private const double GapsPerRequest = 1.25;

    // The label is looked for and made; the rest of what is read is asked for in the dry run too.
    private const int OfLabel = 2;

    /// <summary>Estimates by what the dry run took.</summary>
    public static PlanEstimate Of(Plan plan, Tenant tenant, MediaAccount account)
    {
        var counts = plan.Run?.Counts ?? new();
        var writes = plan.Operations.Count(operation => operation is { LeftOut: null, Kind: not PlannedKind.Label })
            + (plan.Count(PlannedKind.Label) * OfLabel);

        // Each new person with a mail address was looked for, which a run that writes does not.
        var reads = Math.Max(1, counts.HrmosRequests - plan.Operations.Count(operation => operation.Kind == PlannedKind.Create));
        var (medium, hrmos) = (counts.MiwsRequests + 1, reads + writes);
        return new PlanEstimate(
            medium, hrmos,
            (account.Site.MinimumGap * GapsPerRequest * medium) + (TimeSpan.FromMinutes(1) / tenant.Hrmos.RequestsPerMinute * hrmos));
    }
}

/// <summary>Keeps the newest plan of each account.</summary>
public interface IPlanStore
{
    /// <summary>The account's plan, or null.</summary>
    Task<Plan?> ReadAsync(AccountKey account, CancellationToken cancellationToken);

    /// <summary>Replaces the plan that was read; a new one replaces nothing. Returns it with its new version.</summary>
    /// <exception cref="StaleStateException">Somebody else wrote in between.</exception>
    Task<Plan> SaveAsync(Plan plan, CancellationToken cancellationToken);

    /// <summary>Puts the plan beside it for people: a sheet and a text.</summary>
    Task SaveFilesAsync(Plan plan, byte[] csv, string text, CancellationToken cancellationToken);
}
