using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Accounts;

/// <summary>When an account rests, and what wakes it. The rest is persisted: a restart signs in no sooner.</summary>
public static class RestPolicy
{
    // By the number of slots in a row that ended in a transient failure: the first costs nothing but its slot.
    private static readonly TimeSpan[] TransientRests =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];

    /// <summary>
    /// What keeps the account from signing in with these secrets, however long it rests: the very version was refused. Null where nothing
    /// does.
    /// </summary>
    /// <param name="state">The account's state.</param>
    /// <param name="credentialsVersion">Version of the credentials' secret.</param>
    /// <param name="tokenVersion">Version of the HRMOS token's secret.</param>
    public static Refusal? RefusalOf(AccountState state, string credentialsVersion, string tokenVersion) =>
        IsOf(state.RefusedCredentials, credentialsVersion) ? state.RefusedCredentials
        : IsOf(state.RefusedToken, tokenVersion) ? state.RefusedToken
        : null;

    /// <summary>Whether a run may sign in now.</summary>
    /// <param name="state">The account's state.</param>
    /// <param name="credentialsVersion">Version of the credentials' secret.</param>
    /// <param name="tokenVersion">Version of the HRMOS token's secret.</param>
    /// <param name="now">Now.</param>
    public static bool MayRun(AccountState state, string credentialsVersion, string tokenVersion, DateTimeOffset now) =>
        RefusalOf(state, credentialsVersion, tokenVersion) is null && !(state.RestUntil > now);

    /// <summary>Whether it waits for the customer.</summary>
    public static bool WaitsForCustomer(AccountState state) =>
        state.RestReason is { } reason && FailureKinds.Of(reason) == FailureKind.NeedsCustomer;

    /// <summary>The state after a run that did all its work.</summary>
    public static AccountState AfterGoodRun(AccountState state, DateTimeOffset now) => Woken(state) with
    {
        LastGoodRun = now,
        GoodSince = state.GoodSince ?? now,
        LastFailure = null,
        FailingSince = null,
        TroubleToldAt = null,
        RestReason = null,
        RestingSince = null,
        TransientLevel = Math.Max(0, state.TransientLevel - 1),
    };

    /// <summary>
    /// The state after somebody said, or a check found, that what it waited for works: the next run signs in. It is called good after that
    /// run only.
    /// </summary>
    public static AccountState Woken(AccountState state) => state with { RestUntil = null, RefusedCredentials = null, RefusedToken = null };

    /// <summary>
    /// The state after a run that did not sign in, since what is stored was refused before: also where it failed for another reason
    /// meanwhile.
    /// </summary>
    public static AccountState AfterRest(AccountState state, Refusal refusal, DateTimeOffset now) => state.RestReason == refusal.Reason
        ? state
        : state with { RestReason = refusal.Reason, RestingSince = now, RestUntil = null };

    /// <summary>The state after a run that failed.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="code">Why it failed.</param>
    /// <param name="credentialsVersion">Version of the credentials' secret that was used; blank where the run did not come so far.</param>
    /// <param name="tokenVersion">Version of the HRMOS token's secret that was used; blank where the run did not come so far.</param>
    /// <param name="now">Now.</param>
    /// <param name="leastRest">How long the site asked to be left alone; null where it did not say.</param>
    public static AccountState AfterFailure(
        AccountState state, FailureCode code, string credentialsVersion, string tokenVersion, DateTimeOffset now, TimeSpan? leastRest)
    {
        state = state with { GoodSince = null, LastFailure = code, FailingSince = state.FailingSince ?? now };
        if (FailureKinds.Of(code) == FailureKind.NeedsCustomer)
        {
            return state with
            {
                TroubleToldAt = state.TroubleToldAt ?? now,
                RestReason = code,
                RestingSince = state.RestReason == code ? state.RestingSince : now,
                RestUntil = null,
                RefusedCredentials = IsAboutSignIn(code) ? new Refusal(code, credentialsVersion) : state.RefusedCredentials,
                RefusedToken = IsAboutToken(code) ? new Refusal(code, tokenVersion) : state.RefusedToken,
            };
        }

        if (WaitsForCustomer(state))
        {
            // A run that could not even read the secrets has tried nothing of what the customer has to mend: they still wait for that.
            if (code != FailureCode.Defect && credentialsVersion.Length == 0)
            {
                return state;
            }

            // It got further than what the customer had to mend, or will find out again: until then it is not theirs.
            state = state with { RestReason = null, RestingSince = null, RestUntil = null };
        }

        return FailureKinds.Of(code) == FailureKind.Transient ? Escalate(state, code, now, leastRest ?? TimeSpan.Zero) : state;
    }

    private static AccountState Escalate(AccountState state, FailureCode code, DateTimeOffset now, TimeSpan leastRest)
    {
        var level = Math.Min(state.TransientLevel + 1, TransientRests.Length - 1);
        var rest = TransientRests[level] > leastRest ? TransientRests[level] : leastRest;
        return state with
        {
            TransientLevel = level,
            RestReason = rest > TimeSpan.Zero ? code : state.RestReason,
            RestingSince = rest > TimeSpan.Zero ? state.RestingSince ?? now : state.RestingSince,
            RestUntil = rest > TimeSpan.Zero ? now + rest : state.RestUntil,
        };
    }

    private static bool IsOf(Refusal? refusal, string version) => string.Equals(refusal?.Version, version, StringComparison.Ordinal);

    // What a new password cures. Trying the old one again could lock the account.
    private static bool IsAboutSignIn(FailureCode code) =>
        code is FailureCode.SiteSignInRefused or FailureCode.SiteAccountLocked or FailureCode.SitePasswordExpired;

    private static bool IsAboutToken(FailureCode code) => code is FailureCode.HrmosTokenInvalid;
}
