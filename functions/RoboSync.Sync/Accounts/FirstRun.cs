using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Accounts;

/// <summary>Whether an account's first run waits until somebody has approved what it would do.</summary>
public static class FirstRun
{
    /// <summary>
    /// Whether it waits. Nobody whose people were ever brought over is new: an account of before there were plans is never held, nor one
    /// that is added again.
    /// </summary>
    /// <param name="tenant">The customer.</param>
    /// <param name="state">What is remembered of the account.</param>
    /// <param name="linked">How many people of its scope have a link or an intent.</param>
    public static bool Waits(Tenant tenant, AccountState state, int linked) =>
        tenant.FirstRunNeedsApproval && state.ApprovedPlan.Length == 0
            && (state.HeldSince is not null || (state.LastGoodRun is null && linked == 0));
}
