using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Accounts;

/// <summary>What is remembered of a media account between its runs.</summary>
public sealed record AccountState
{
    /// <summary>The account.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>Newest change (Japan time, to the minute as MIWS shows it) that a finished run has seen; null before the first.</summary>
    public DateTime? Watermark { get; init; }

    /// <summary>
    /// Day in Japan for which the list was last read to its end (<see cref="Calendar.DailyTurn"/>); null before the first.
    /// </summary>
    public DateOnly? LastFullListing { get; init; }

    /// <summary>How many applicants the list then stated.</summary>
    public int LastTotal { get; init; }

    /// <summary>Since when it is scheduled without a break (UTC); null where it never was.</summary>
    public DateTimeOffset? ScheduledSince { get; init; }

    /// <summary>Since when the customer has it paused (UTC); null while it is not.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>End of the newest run that did all its work (UTC); null before the first.</summary>
    public DateTimeOffset? LastGoodRun { get; init; }

    /// <summary>Since when every run has done all its work (UTC); null while the last one did not.</summary>
    public DateTimeOffset? GoodSince { get; init; }

    /// <summary>Why the last run did not do all its work; null where it did.</summary>
    public FailureCode? LastFailure { get; init; }

    /// <summary>Since when no run has done all its work (UTC); null where the last one did.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>
    /// When the customer was first mailed that it does not work, as 要対応 or as overdue (UTC); they are mailed when it works again. Null
    /// while it does.
    /// </summary>
    public DateTimeOffset? TroubleToldAt { get; init; }

    /// <summary>Why the account rests; null while it works.</summary>
    public FailureCode? RestReason { get; init; }

    /// <summary>Since when it rests (UTC).</summary>
    public DateTimeOffset? RestingSince { get; init; }

    /// <summary>When a rest after transient failures ends by itself (UTC); null where the customer has to act.</summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>
    /// The credentials that the site refused: no sign-in is tried before there is a newer version. Kept through every other failure, and
    /// only ended by a good run or by the customer (<see cref="RestPolicy"/>). Null where nothing was refused.
    /// </summary>
    public Refusal? RefusedCredentials { get; init; }

    /// <summary>The same of the HRMOS token.</summary>
    public Refusal? RefusedToken { get; init; }

    /// <summary>Slots in a row that ended in a transient failure; a good run steps it down by one.</summary>
    public int TransientLevel { get; init; }

    /// <summary>Since when its first run waits for approval (UTC); null where it never did, and once it was approved and done.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>The plan that was approved and not done yet: its next run keeps to it. Blank for none.</summary>
    public string ApprovedPlan { get; init; } = "";

    /// <summary>Opaque version of the stored row, empty for a new one.</summary>
    public string ETag { get; init; } = "";
}

/// <summary>What a site refused: trying it again could lock the account.</summary>
/// <param name="Reason">How it was refused.</param>
/// <param name="Version">Version of the secret that held it.</param>
public sealed record Refusal(FailureCode Reason, string Version);

/// <summary>What is stored of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="State">Its state; null where it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read, for the engineer; blank where it can.</param>
public sealed record StoredState(AccountKey Account, AccountState? State, string Unreadable);

/// <summary>Keeps <see cref="AccountState"/>.</summary>
public interface IAccountStateStore
{
    /// <summary>The stored state, or a fresh one with an empty <see cref="AccountState.ETag"/>.</summary>
    Task<AccountState> ReadAsync(AccountKey account, CancellationToken cancellationToken);

    /// <summary>
    /// What is stored of every account, a thousand in a request. One that cannot be read ends nothing for those after it.
    /// </summary>
    IAsyncEnumerable<StoredState> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the state that was read; returns it with its new version.</summary>
    /// <exception cref="StaleStateException">Somebody else wrote in between.</exception>
    Task<AccountState> SaveAsync(AccountState state, CancellationToken cancellationToken);
}

/// <summary>How <see cref="AccountState"/> is changed by several writers.</summary>
public static class AccountStateUpdates
{
    /// <summary>Reads, changes and saves the state, anew where somebody else wrote in between.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="account">The account.</param>
    /// <param name="change">Returns the changed state; the same instance where there is nothing to change.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="read">The state as it was just read; null: it is read first.</param>
    public static async Task<AccountState> UpdateAsync(
        this IAccountStateStore store,
        AccountKey account,
        Func<AccountState, AccountState> change,
        CancellationToken cancellationToken,
        AccountState? read = null)
    {
        while (true)
        {
            var before = read ?? await store.ReadAsync(account, cancellationToken);
            read = null;
            var after = change(before);
            if (ReferenceEquals(before, after))
            {
                return before;
            }

            try
            {
                return await store.SaveAsync(after, cancellationToken);
            }
            catch (StaleStateException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
