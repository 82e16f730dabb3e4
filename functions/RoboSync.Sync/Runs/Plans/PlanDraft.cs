using System.Collections.Concurrent;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>
/// A plan while its dry run makes it. To the steps it is where their run is kept: each checkpoint stores run, worklist and operations
/// together, under the plan's version.
/// </summary>
internal sealed class PlanDraft(IPlanStore store, Plan plan) : IRunStore
{
    private readonly ConcurrentDictionary<string, PlannedOperation> operations = new(
        plan.Operations.Select(operation => KeyValuePair.Create(operation.Key, operation)), StringComparer.Ordinal);

    private readonly Dictionary<string, PlannedLink> linked = new(plan.Linked, StringComparer.Ordinal);

    /// <summary>The plan as it was stored last.</summary>
    public Plan Plan { get; private set; } = plan;

    /// <summary>Links that would have been made, by applicant number.</summary>
    public IReadOnlyDictionary<string, PlannedLink> Linked => linked;

    /// <summary>Notes what would be written; the same again replaces it. Calls overlap.</summary>
    public void Note(PlannedOperation operation) => operations[operation.Key] = operation;

    /// <summary>Remembers what the plan stands on.</summary>
    /// <param name="after">The account's newest run.</param>
    /// <param name="settings">Hash of what the account is set to.</param>
    public void Begin(string after, string settings) => Plan = Plan with { After = after, Settings = settings };

    /// <summary>Remembers the mapped seminars.</summary>
    public void Know(IEnumerable<Seminar> seminars) => Plan = Plan with
    {
        Seminars = seminars.ToDictionary(seminar => seminar.SeminarNumber, seminar => seminar.Bookings, StringComparer.Ordinal),
    };

    /// <summary>Remembers a link that would have been stored.</summary>
    public void Link(CandidateLink link) => linked[link.ApplicantNumber] = new PlannedLink(link.CandidateId ?? "", link.ContentHash);

    /// <summary>Remembers that an intent would have been taken back.</summary>
    public void Withdraw(string applicantNumber) => linked[applicantNumber] = new PlannedLink("", "");

    /// <summary>Stores what became of it.</summary>
    public async Task<Plan> EndAsync(Func<Plan, Plan> end, CancellationToken cancellationToken) =>
        Plan = await store.SaveAsync(end(WithDraft()), cancellationToken);

    /// <inheritdoc/>
    public async Task<RunState> SaveAsync(RunState run, CancellationToken cancellationToken)
    {
        Plan = await store.SaveAsync(WithDraft() with { Run = run }, cancellationToken);
        return run;
    }

    /// <inheritdoc/>
    public Task SaveWorklistAsync(AccountKey account, string runId, Worklist worklist, CancellationToken cancellationToken)
    {
        // Stored with the checkpoint behind it: how the list showed everybody else is nobody's question here.
        Plan = Plan with { Worklist = worklist with { Listed = new Dictionary<string, ListedAs>(StringComparer.Ordinal) } };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Worklist?> ReadWorklistAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        Task.FromResult(Plan.Worklist);

    /// <inheritdoc/>
    public Task<RunState?> ReadCurrentAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult(Plan.Run);

    /// <inheritdoc/>
    public Task<bool> IsFinishedAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        Task.FromResult(Plan.Status != PlanStatus.UnderWay);

    // In one order, whatever order HRMOS answered in.
    private Plan WithDraft() => Plan with
    {
        Operations = [.. operations.Values.OrderBy(operation => operation.Kind)
            .ThenBy(operation => operation.EventId, StringComparer.Ordinal).ThenBy(operation => operation.Subject, StringComparer.Ordinal)],
        Linked = new Dictionary<string, PlannedLink>(linked, StringComparer.Ordinal),
    };
}
