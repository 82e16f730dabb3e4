using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs.Plans;

namespace RoboSync.Sync.Runs;

/// <summary>
/// The one place that ends a run, well or badly: remembers what it means for the account, tells whom it concerns, stores the end and its
/// report. Whatever it is killed between, the message that is delivered again finds the rest to do.
/// </summary>
public sealed partial class RunEnding(
    IAccountStateStore accountStates,
    IPlanStore plans,
    StartDryRun dryRuns,
    IWorkQueues queues,
    OperatorAlarms alarms,
    SlotCompletion completion,
    SyncTelemetry telemetry,
    TimeProvider clock,
    ILogger<RunEnding> logger)
{
    /// <summary>All steps are done.</summary>
    internal async Task WellAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (run, worklist, now) = (context.Run, context.Worklist, clock.GetUtcNow());
        var today = JapanTime.DateInJapan(now);

        // The mail first: a process that dies in between does this again and finds that it waited; the same mail twice is sent once.
        var before = await accountStates.ReadAsync(run.Account, cancellationToken);
        var reason = before.RestReason ?? before.LastFailure ?? FailureCode.Resting;
        if ((before.RestReason is not null || before.TroubleToldAt is not null) && reason != FailureCode.AwaitsApproval)
        {
            var recovered = NotificationMessage.ForAccount(NotificationKind.Recovered, run.Account, reason, today)
                .AsOf(before.RestingSince ?? before.TroubleToldAt, today);
            await queues.EnqueueNotificationAsync(recovered, TimeSpan.Zero, cancellationToken);
        }

        await accountStates.UpdateAsync(
            run.Account,
            state => WithoutPlan(RestPolicy.AfterGoodRun(state, now), run.State) with
            {
                // What a plan withheld is looked for by the next run, below whatever this one has seen.
                Watermark = IsWhole(run.State) ? worklist.Watermark ?? state.Watermark : state.Watermark,
                LastTotal = worklist.Total,
                LastFullListing = worklist.Full && IsWhole(run.State) ? DayOfListing(context, state) : state.LastFullListing,
                HeldSince = null,
            },
            cancellationToken,
            read: before);
        await EndPlanAsync(run.State, PlanStatus.Done, cancellationToken);
        await EndAsync(run, failure: null, detail: "", cancellationToken);
    }

    /// <summary>No further try in this slot would cure it.</summary>
    internal async Task BadlyAsync(RunContext context, SyncException failure, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var (credentialsVersion, tokenVersion) = (run.CredentialsVersion, run.TokenVersion);
        var state = await accountStates.UpdateAsync(
            run.Account,
            before =>
            {
                var after = RestPolicy.AfterFailure(
                    before, failure.Code, credentialsVersion, tokenVersion, clock.GetUtcNow(), failure.RetryAfter);
                return failure.Code == FailureCode.PlanOutdated ? WithoutPlan(after, run.State) : after;
            },
            cancellationToken);
        if (failure.Code == FailureCode.PlanOutdated)
        {
            await EndPlanAsync(run.State, PlanStatus.Outdated, cancellationToken);
        }

        // Also where it failed in passing while the customer still has to act: the day's reminder does not wait for that.
        await RemindAsync(state, cancellationToken);
        if (failure.Kind == FailureKind.NeedsCustomer)
        {
            LogNeedsCustomer(failure.Code, failure.Detail);
        }
        else if (failure.Kind == FailureKind.NeedsOperator)
        {
            var (alarm, about) = failure.Code == FailureCode.StoredUnreadable
                ? (AlarmTable.StoredUnreadable, run.Account.TenantId)
                : (AlarmTable.SecretDisabled, run.Account.ToString());
            await alarms.RaiseAsync(alarm, [about, failure.Detail], once: about, cancellationToken);
        }
        else if (failure.Kind == FailureKind.SiteChanged)
        {
            var medium = context.MediaAccount.Medium;
            await alarms.RaiseAsync(
                AlarmTable.SiteChanged,
                [medium, failure.Code, failure.Detail],
                once: $"{medium}/{failure.Code}",
                cancellationToken,
                about: $"{medium}, {failure.Code}, first seen by {run.Account}: {failure.Detail}");
        }

        await EndAsync(run, failure.Code, failure.Detail, cancellationToken);
    }

    /// <summary>The account rests: nothing was tried.</summary>
    internal async Task RestingAsync(RunContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var state = await accountStates.UpdateAsync(
            run.Account,
            before => RestPolicy.RefusalOf(before, run.CredentialsVersion, run.TokenVersion) is { } refusal
                ? RestPolicy.AfterRest(before, refusal, clock.GetUtcNow())
                : before,
            cancellationToken);
        LogResting(state.RestReason);
        await RemindAsync(state, cancellationToken);
        await EndAsync(run, FailureCode.Resting, detail: "", cancellationToken);
    }

    /// <summary>The account is new and waits for approval: nothing was tried. Its dry run is made by itself, once.</summary>
    internal async Task HeldAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (run, now) = (context.Run, clock.GetUtcNow());
        var state = await accountStates.UpdateAsync(
            run.Account,
            before => RestPolicy.AfterFailure(before, FailureCode.AwaitsApproval, "", "", now, leastRest: null) with
            {
                HeldSince = before.HeldSince ?? now,
            },
            cancellationToken);
        await RemindAsync(state, cancellationToken);
        if (await plans.ReadAsync(run.Account, cancellationToken) is null or { Status: PlanStatus.Failed })
        {
            await dryRuns.RunAsync(run.Account.TenantId, context.MediaAccount, run.State.Slot, cancellationToken);
        }

        LogHeld();
        await EndAsync(run, FailureCode.AwaitsApproval, detail: "", cancellationToken);
    }

    /// <summary>It failed for a reason nobody foresaw.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isStored">Whether it is the account's newest run, as stored.</param>
    /// <param name="store">Where it is stored.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task DefectAsync(RunState run, bool isStored, IRunStore store, CancellationToken cancellationToken)
    {
        run = Ended(run, FailureCode.Defect) with { FailureDetail = "The message was poisoned." };
        if (isStored)
        {
            run = await store.SaveAsync(run, cancellationToken);
        }

        telemetry.RunEnded(run);
        await accountStates.UpdateAsync(
            run.Account, state =>
                RestPolicy.AfterFailure(state, FailureCode.Defect, "", "", clock.GetUtcNow(), leastRest: null), cancellationToken);
        await completion.RunFinishedAsync(run, cancellationToken);
    }

    /// <summary>It never began: the account's newest run is another one, or there is nothing to run.</summary>
    internal Task UnstartedAsync(RunState run, FailureCode why, CancellationToken cancellationToken)
    {
        run = Ended(run, why);
        telemetry.RunEnded(run);
        return completion.RunFinishedAsync(run, cancellationToken);
    }

    /// <summary>It had ended; whether that was told is not known.</summary>
    internal Task ToldAsync(RunState finished, CancellationToken cancellationToken) =>
        completion.RunFinishedAsync(finished, cancellationToken);

    private async Task EndAsync(RunRecord run, FailureCode? failure, string detail, CancellationToken cancellationToken)
    {
        run.Change(state => Ended(state, failure) with { FailureDetail = detail });
        await run.SaveAsync(cancellationToken);
        LogFinished(run.State.Failure?.ToString() ?? "none", run.State.Counts);
        telemetry.RunEnded(run.State);
        await completion.RunFinishedAsync(run.State, cancellationToken);
    }

    private static bool IsWhole(RunState run) => run.Counts.Withheld == 0;

    private static AccountState WithoutPlan(AccountState state, RunState run) =>
        run.PlanId.Length > 0 && string.Equals(state.ApprovedPlan, run.PlanId, StringComparison.Ordinal)
            ? state with { ApprovedPlan = "" }
            : state;

    private async Task EndPlanAsync(RunState run, PlanStatus status, CancellationToken cancellationToken)
    {
        if (run.PlanId.Length > 0
            && await plans.ReadAsync(run.Account, cancellationToken) is { Status: PlanStatus.Approved } plan
            && string.Equals(plan.PlanId, run.PlanId, StringComparison.Ordinal))
        {
            await plans.SaveAsync(plan with { Status = status, DoneBy = run.RunId }, cancellationToken);
        }
    }

    // The turn's day, so that a turn right before midnight is not taken for the next day's; else the day on which it was read anyway.
    private static DateOnly DayOfListing(RunContext context, AccountState state)
    {
        var began = context.Run.State.StartedAt;
        var turn = DailyTurn.DayOf(context.Tenant.Slots, context.Run.Account.ToString(), began);
        return state.LastFullListing < turn ? turn : JapanTime.DateInJapan(began);
    }

    private RunState Ended(RunState run, FailureCode? failure) =>
        run with { Phase = RunPhase.Finished, FinishedAt = clock.GetUtcNow(), ResumeAt = null, Failure = failure };

    private async Task RemindAsync(AccountState state, CancellationToken cancellationToken)
    {
        if (RestPolicy.WaitsForCustomer(state))
        {
            var today = JapanTime.DateInJapan(clock.GetUtcNow());
            await queues.EnqueueNotificationAsync(
                NotificationMessage.ForAccount(NotificationKind.NeedsCustomer, state.Account, state.RestReason!.Value, today),
                TimeSpan.Zero, cancellationToken);
        }
    }

    [LoggerMessage(1306, LogLevel.Information, "Finished, failure {Failure}: {Counts}")]
    private partial void LogFinished(string failure, RunCounts counts);

    [LoggerMessage(1401, LogLevel.Warning, "The account waits for the customer ({Code}): {Detail}")]
    private partial void LogNeedsCustomer(FailureCode code, string detail);

    [LoggerMessage(1403, LogLevel.Information, "The account is new; its first run waits for approval.")]
    private partial void LogHeld();

    [LoggerMessage(1402, LogLevel.Information, "The account rests ({Reason}); no sign-in is tried.")]
    private partial void LogResting(FailureCode? reason);
}
