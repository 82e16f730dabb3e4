using System.Diagnostics;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Steps;

namespace RoboSync.Sync.Runs;

/// <summary>
/// What a run does: its steps, one behind the other (docs/architecture.md). It can be interrupted anywhere and goes on from its last
/// checkpoint.
/// </summary>
public sealed class AccountSync(
    SignInStep signIn, ListStep list, KeepToPlanStep keep, ImportStep import, BookStep book, IEventMappingStore mappings,
    SyncTelemetry telemetry)
{
    private readonly IRunStep[] steps = [signIn, list, keep, import, book];

    /// <summary>Works until the last step is done, the time budget is used up, or the account turns out to rest.</summary>
    /// <exception cref="SyncException">A step failed.</exception>
    internal async Task<StepOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        await StartAsync(context, cancellationToken);
        foreach (var step in steps.Where(step => step.IsPartOf(context)))
        {
            var outcome = await RunAsync(step, context, cancellationToken);
            if (outcome != StepOutcome.Done)
            {
                return outcome;
            }
        }

        return StepOutcome.Done;
    }

    private async Task StartAsync(RunContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        if (run.State.Mode == RunMode.Other)
        {
            // Begun by a newer version: what it may write, only that one knows.
            throw new SyncException(FailureCode.StoredUnreadable, $"Run {run.State.RunId} is of a kind that this version does not know.");
        }

        if (run.State.MappingVersion == 0 && run.State.Phase == RunPhase.Listing)
        {
            var version = await mappings.ReadCurrentVersionAsync(context.Tenant.TenantId, cancellationToken);
            run.Change(state => state with { MappingVersion = version });
        }

        run.Change(state => state with { ResumeAt = null });
        await run.SaveAsync(cancellationToken);
    }

    private async Task<StepOutcome> RunAsync(IRunStep step, RunContext context, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartStep(step.Name);
        try
        {
            return await step.RunAsync(context, cancellationToken);
        }
        catch (SyncException failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            throw;
        }
    }
}
