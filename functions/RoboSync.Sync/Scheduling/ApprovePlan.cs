using System.Text;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Approves the plan of an account, by its number, and makes the account due: its next run does what the plan says. A plan that somebody
/// else has replaced since is another number, and is not approved.
/// </summary>
public sealed partial class ApprovePlan(
    ITenantStore tenants,
    IPlanStore plans,
    IAccountStateStore states,
    IDueSlotStore dueSlots,
    PlanResults results,
    TimeProvider clock,
    ILogger<ApprovePlan> logger) : IUploadWork
{
    /// <summary>How the file's name begins, behind the tenant's folder.</summary>
    public const string Path = "/approve-";

    private const int LongestNumber = 100;

    string IUploadWork.Function => nameof(ApprovePlan);

    async Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(blob.Owner, cancellationToken);
        if (tenant?.FindAccount(blob.Behind(Path)) is not { Enabled: true } account)
        {
            LogUnknown(blob.Owner);
            return;
        }

        var bytes = new byte[LongestNumber];
        var length = await upload.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var number = Encoding.UTF8.GetString(bytes, 0, length).Trim('\uFEFF', ' ', '\r', '\n', '\t');
        await RunAsync(new AccountKey(tenant.TenantId, account.AccountId), number, upload.Since, cancellationToken);
    }

    /// <summary>Approves a plan.</summary>
    /// <param name="account">The account.</param>
    /// <param name="planId">Number of the plan that was looked at.</param>
    /// <param name="askedAt">When it was asked for: it names the run; doing it again goes on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether it is approved.</returns>
    public async Task<bool> RunAsync(AccountKey account, string planId, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var plan = await plans.ReadAsync(account, cancellationToken);
        if (plan is null || !string.Equals(plan.PlanId, planId, StringComparison.Ordinal)
            || !(plan.Status == PlanStatus.Approved || plan.MayBeApproved(clock.GetUtcNow())))
        {
            LogRefused(account);
            if (plan is not null)
            {
                await results.ShowAsync(plan, cancellationToken, NotApproved);
            }

            return false;
        }

        if (plan.Status == PlanStatus.Ready)
        {
            plan = await plans.SaveAsync(plan with { Status = PlanStatus.Approved, ApprovedAt = clock.GetUtcNow() }, cancellationToken);
        }

        await states.UpdateAsync(account, state => Approved(state, planId), cancellationToken);

        // To the second, as slots are named by.
        await dueSlots.SetNextAsync(account, DateTimeOffset.FromUnixTimeSeconds(askedAt.ToUnixTimeSeconds()), cancellationToken);
        await results.ShowAsync(plan, cancellationToken);
        LogApproved(account, planId);
        return true;
    }

    private const string NotApproved =
        "アップロードされた番号は、この予行の番号と違うか、承認できる状態ではないため、承認しませんでした。上の番号と状態を確認してください。";

    // What it waited for was this; it counts as scheduled from now on.
    private AccountState Approved(AccountState state, string planId)
    {
        var now = clock.GetUtcNow();
        var waited = state.RestReason is FailureCode.AwaitsApproval or FailureCode.PlanOutdated;
        return (waited
            ? state with { RestReason = null, RestingSince = null, LastFailure = null, FailingSince = null, TroubleToldAt = null }
            : state) with { ApprovedPlan = planId, RestUntil = null, ScheduledSince = now };
    }

    [LoggerMessage(1024, LogLevel.Information, "Plan {PlanId} of {Account} is approved; the account is due at once.")]
    private partial void LogApproved(AccountKey account, string planId);

    [LoggerMessage(1025, LogLevel.Warning, "A plan of {Account} was not approved: it is another one, or not to be approved any more.")]
    private partial void LogRefused(AccountKey account);

    [LoggerMessage(1026, LogLevel.Warning, "A plan of {TenantId} was approved for an account that is not there or is paused.")]
    private partial void LogUnknown(string? tenantId);
}

/// <summary>Asks for dry runs and approves plans by the same doors as an operator's files.</summary>
public interface IPlanRequests
{
    /// <summary>Asks for a dry run of an account: <see cref="AskDryRun"/> takes it.</summary>
    Task AskAsync(AccountKey account, CancellationToken cancellationToken);

    /// <summary>Approves a plan: <see cref="ApprovePlan"/> takes it.</summary>
    Task ApproveAsync(AccountKey account, string planId, CancellationToken cancellationToken);
}
