using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Accounts;

/// <summary>When an account rests, and what wakes it. The rest is persisted: a restart signs in no sooner.</summary>
public static class RestPolicy
{
    // By the number of slots in a row that ended in a transient failure: the first costs nothing but its slot.
    private static readonly TimeSpan[] TransientRests =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];

    /// <summary>Whether a run may sign in now.</summary>
    /// <param name="state">The account's state.</param>
    /// <param name="credentialsVersion">Version of the credentials' secret.</param>
    /// <param name="tokenVersion">Version of the HRMOS token's secret.</param>
    /// <param name="now">Now.</param>
    public static bool MayRun(AccountState state, string credentialsVersion, string tokenVersion, DateTimeOffset now) =>
        state.RestReason is null
        || (state.RestUntil is { } until
            ? until <= now
            : state.RefusedSecretVersion is null
                || !string.Equals(state.RefusedSecretVersion, IsAboutToken(state.RestReason.Value) ? tokenVersion : credentialsVersion, StringComparison.Ordinal));

    /// <summary>The state after a run that did all its work.</summary>
    public static AccountState AfterGoodRun(AccountState state, DateTimeOffset now) => state with
    {
        LastGoodRun = now,
        GoodSince = state.GoodSince ?? now,
        LastFailure = null,
        FailingSince = null,
        RestReason = null,
        RestingSince = null,
        RestUntil = null,
        RefusedSecretVersion = null,
        TransientLevel = Math.Max(0, state.TransientLevel - 1),
    };

    /// <summary>The state after a run that failed.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="code">Why it failed.</param>
    /// <param name="credentialsVersion">Version of the credentials' secret that was used.</param>
    /// <param name="tokenVersion">Version of the HRMOS token's secret that was used.</param>
    /// <param name="now">Now.</param>
    public static AccountState AfterFailure(AccountState state, FailureCode code, string credentialsVersion, string tokenVersion, DateTimeOffset now)
    {
        state = state with { GoodSince = null, LastFailure = code, FailingSince = state.FailingSince ?? now };
        return Failures.KindOf(code) switch
        {
            FailureKind.NeedsCustomer => state with
            {
                RestReason = code,
                RestingSince = state.RestReason == code ? state.RestingSince : now,
                RestUntil = null,
                RefusedSecretVersion = IsAboutToken(code) ? tokenVersion : IsAboutSignIn(code) ? credentialsVersion : null,
            },
            FailureKind.Transient => Escalate(state, code, now),
            _ => state,
        };
    }

    private static AccountState Escalate(AccountState state, FailureCode code, DateTimeOffset now)
    {
        var level = Math.Min(state.TransientLevel + 1, TransientRests.Length - 1);
        var rest = TransientRests[level];
        return state with
        {
            TransientLevel = level,
            RestReason = rest > TimeSpan.Zero ? code : state.RestReason,
            RestingSince = rest > TimeSpan.Zero ? state.RestingSince ?? now : state.RestingSince,
            RestUntil = rest > TimeSpan.Zero ? now + rest : state.RestUntil,
        };
    }

    // What a new password cures. Trying the old one again could lock the account.
    private static bool IsAboutSignIn(FailureCode code) =>
        code is FailureCode.MiwsSignInRefused or FailureCode.MiwsAccountLocked or FailureCode.MiwsPasswordExpired;

    private static bool IsAboutToken(FailureCode code) => code is FailureCode.HrmosTokenInvalid;
}
