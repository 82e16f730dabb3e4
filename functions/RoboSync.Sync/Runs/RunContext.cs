using RoboSync.Sync.Accounts;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs;

/// <summary>What the steps of one invocation of a run share. Each step fills in what the next ones stand on.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="tenant">The customer.</param>
/// <param name="account">The account.</param>
/// <param name="run">The run.</param>
/// <param name="stores">Where it keeps what it did.</param>
/// <param name="deadline">When its time budget is used up, or the tenant's quiet hours begin.</param>
internal sealed class RunContext(
    RunRequest request, Tenant tenant, MediaAccount account, RunRecord run, RunStores stores, DateTimeOffset deadline)
    : IDisposable
{
    private RunPorts? ports;
    private SeminarPages? seminars;
    private People? people;
    private ContentHasher? hasher;
    private AccountState? state;
    private Worklist? worklist;

    /// <summary>What was asked for.</summary>
    public RunRequest Request => request;

    /// <summary>The customer.</summary>
    public Tenant Tenant => tenant;

    /// <summary>The account.</summary>
    public MediaAccount MediaAccount => account;

    /// <summary>The run.</summary>
    public RunRecord Run => run;

    /// <summary>Where it keeps what it did.</summary>
    public RunStores Stores => stores;

    /// <summary>The plan that a dry run makes; null for other runs.</summary>
    public PlanDraft? Draft { get; init; }

    /// <summary>The plan that the run keeps to; null for none.</summary>
    public Plan? Plan { get; set; }

    /// <summary>Whom the run is about.</summary>
    public PlanScope Scope => Draft?.Plan.Scope ?? Plan?.Scope ?? PlanScope.Changes;

    /// <summary>The way of its operations; null for straight to HRMOS.</summary>
    public IWritingWay? Way =>
        Draft is { } draft ? new Foreseen(draft.Note) : Plan is { } plan ? new KeptToPlan(plan.Operations) : null;

    /// <summary>When its time budget is used up (UTC).</summary>
    public DateTimeOffset Deadline => deadline;

    /// <summary>What is remembered of the account, as it was before the run signed in.</summary>
    public AccountState State
    {
        get => Filled(state);
        set => state = value;
    }

    /// <summary>The sessions; there once it has signed in.</summary>
    public RunPorts Ports
    {
        get => Filled(ports);
        set => ports = value;
    }

    /// <summary>The medium's pages of seminars, each asked for once; there once it has signed in.</summary>
    public SeminarPages Seminars
    {
        get => Filled(seminars);
        set => seminars = value;
    }

    /// <summary>What is stored of the scope's people; there once it has signed in.</summary>
    public People People
    {
        get => Filled(people);
        set => people = value;
    }

    /// <summary>The tenant's hashes; there once it has signed in.</summary>
    public ContentHasher Hasher
    {
        get => Filled(hasher);
        set => hasher = value;
    }

    /// <summary>What it has to work through; there once the list was read.</summary>
    public Worklist Worklist
    {
        get => Filled(worklist);
        set => worklist = value;
    }

    /// <summary>When an invocation that begins now has to end (UTC): its time budget is used up, or quiet hours begin.</summary>
    public static DateTimeOffset DeadlineOf(Tenant tenant, DateTimeOffset now, TimeSpan timeBudget)
    {
        var budget = now + timeBudget;
        return tenant.QuietHours?.NextBegin(now) is { } quiet && quiet < budget ? quiet : budget;
    }

    /// <summary>Ends the sessions.</summary>
    public void Dispose() => ports?.Dispose();

    private static T Filled<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException("The step that provides this has not run.");
}

/// <summary>How a step ended.</summary>
internal enum StepOutcome
{
    /// <summary>The next one may begin.</summary>
    Done,

    /// <summary>The time budget is used up: the run goes on in a message of its own.</summary>
    OutOfTime,

    /// <summary>The account rests: the run ends without having signed in.</summary>
    Resting,

    /// <summary>The account is new, and waits until somebody approves its first run: it ends without having signed in.</summary>
    AwaitsApproval,
}

/// <summary>A step of a run. It can be interrupted anywhere and goes on from its last checkpoint.</summary>
internal interface IRunStep
{
    /// <summary>Whether it belongs to the run, as the steps before it have left it.</summary>
    bool IsPartOf(RunContext context) => true;

    /// <summary>Its name in traces.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="Failures.SyncException">It failed.</exception>
    Task<StepOutcome> RunAsync(RunContext context, CancellationToken cancellationToken);
}
