using System.Globalization;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>
/// Holds what the sites show by now against the plan that was approved, before anything is written: where too much has changed, the run
/// stops. Whoever is new or changed since is left to the next run.
/// </summary>
public sealed class KeepToPlanStep(IOptions<SyncOptions> options, TimeProvider clock) : IRunStep
{
    // Of a large plan a few people change every day.
    private const int OneInThatMayChange = 20;

    string IRunStep.Name => "keep-to-plan";

    bool IRunStep.IsPartOf(RunContext context) => context.Plan is not null;

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var state = context.Run.State;
        var plan = context.Plan!;
        if (state is not { Phase: RunPhase.Candidates, WorklistDone: 0 })
        {
            return StepOutcome.Done;
        }

        if (clock.GetUtcNow() - plan.ReadyAt > Plan.GoodFor)
        {
            throw Outdated("The plan is too old.");
        }

        if (plan.Settings != Plan.SettingsOf(context.Tenant, context.MediaAccount)
            || plan.Run?.MappingVersion != state.MappingVersion)
        {
            throw Outdated("The account, HRMOS' address or the event mapping was changed since.");
        }

        var drift = await DriftAsync(context, plan, cancellationToken);
        var most = Math.Max(options.Value.PlanDriftAtMost, plan.Operations.Count / OneInThatMayChange);
        if (drift > most)
        {
            throw Outdated($"{drift} of {plan.Operations.Count} planned operations changed, or are new; at most {most} may.");
        }

        await LeaveNewOnesAsync(context, plan, cancellationToken);
        return StepOutcome.Done;
    }

    private static async Task<int> DriftAsync(RunContext context, Plan plan, CancellationToken cancellationToken)
    {
        var hashes = context.Worklist.RowHashes;
        var planned = plan.Worklist?.RowHashes ?? new Dictionary<string, string>(StringComparer.Ordinal);
        var seminars = (await WholeList.ReadSeminarsAsync(context.Ports.Medium, cancellationToken)).Rows
            .ToDictionary(seminar => seminar.SeminarNumber, seminar => seminar.Bookings, StringComparer.Ordinal);
        var events = (await context.Ports.Ats.ListEventsAsync(cancellationToken)).Select(item => item.EventId)
            .ToHashSet(StringComparer.Ordinal);

        var otherPeople = hashes.Count(row => planned.GetValueOrDefault(row.Key) != row.Value);
        var toRead = context.Worklist.ApplicantNumbers.ToHashSet(StringComparer.Ordinal);
        var vanished = plan.Operations.Count(operation => IsOpen(operation, context) && !toRead.Contains(operation.Subject));
        var otherBookings = plan.Seminars.Sum(seminar => Math.Abs(seminars.GetValueOrDefault(seminar.Key) - seminar.Value));
        var withoutEvent = plan.Operations.Count(operation => operation.EventId.Length > 0 && !events.Contains(operation.EventId));
        return otherPeople + vanished + otherBookings + withoutEvent;
    }

    // What an interrupted run by this plan has done already is not gone.
    private static bool IsOpen(PlannedOperation operation, RunContext context) =>
        operation is { LeftOut: null, Kind: PlannedKind.Create or PlannedKind.Update }
        && !(context.People.Links.GetValueOrDefault(operation.Subject) is { } link
            && (link.IsIntent || link.ContentHash == operation.ContentHash));

    private static async Task LeaveNewOnesAsync(RunContext context, Plan plan, CancellationToken cancellationToken)
    {
        var known = (plan.Worklist?.ApplicantNumbers ?? []).ToHashSet(StringComparer.Ordinal);
        var kept = context.Worklist.ApplicantNumbers.Where(known.Contains).ToList();
        var withheld = context.Worklist.ApplicantNumbers.Count - kept.Count;
        if (withheld == 0)
        {
            return;
        }

        // Counted first: whoever is left out twice is looked for by the next run all the same.
        context.Run.Count(counts => counts with { Withheld = counts.Withheld + withheld });
        context.Run.Change(run => run with { WorklistCount = kept.Count });
        await context.Run.SaveAsync(cancellationToken);
        context.Worklist = context.Worklist with { ApplicantNumbers = kept };
        await context.Run.SaveWorklistAsync(context.Worklist, cancellationToken);
    }

    private static SyncException Outdated(FormattableString detail) =>
        Outdated(detail.ToString(CultureInfo.InvariantCulture));

    private static SyncException Outdated(string detail) => new(FailureCode.PlanOutdated, detail);
}
