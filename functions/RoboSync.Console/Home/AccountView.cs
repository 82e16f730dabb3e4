using RoboSync.Console.History;
using RoboSync.Console.Layout;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Home;

/// <summary>One of the last slots or runs of an account.</summary>
/// <param name="At">The slot (UTC).</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Text">The same in a word.</param>
internal sealed record Beat(DateTimeOffset At, BannerKind Kind, string Text);

/// <summary>What the first page shows of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="State">What is remembered of it.</param>
/// <param name="Status">Its state.</param>
/// <param name="Last">Its newest run that ended; null for none of late.</param>
/// <param name="GoingOn">The run that goes on; null for none.</param>
/// <param name="Next">Its next slot (UTC); null while it is paused.</param>
/// <param name="Beats">The last <see cref="MostBeats"/> slots and runs, the oldest first.</param>
internal sealed record AccountView(
    MediaAccount Account, AccountState State, AccountStatus Status, RunState? Last, RunState? GoingOn, DateTimeOffset? Next,
    IReadOnlyList<Beat> Beats)
{
    /// <summary>How many are shown.</summary>
    public const int MostBeats = 30;

    /// <summary>Reads it: three requests, whatever is stored.</summary>
    public static async Task<AccountView> ReadAsync(
        Tenant tenant, MediaAccount account, IAccountStateStore states, IRunStore runs, IRunHistory history, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var key = new AccountKey(tenant.TenantId, account.AccountId);
        var slots = Slots(tenant.Slots, now);
        var (state, current, past) = (
            states.ReadAsync(key, cancellationToken),
            runs.ReadCurrentAsync(key, cancellationToken),
            history.ReadAsync(key, slots[0], now.AddDays(1), cancellationToken));
        await Task.WhenAll(state, current, past);
        var (known, newest, ended) = (await state, await current, await past);
        var goingOn = newest is { Phase: not RunPhase.Finished } ? newest : null;
        return new AccountView(
            account, known, AccountStatus.Of(tenant, account, known, now),
            ended.Count > 0 ? ended[0] : newest is { Phase: RunPhase.Finished } ? newest : null,
            goingOn,
            account.Enabled ? SlotSchedule.Next(tenant.Slots, now) : null,
            BeatsOf(slots, ended, goingOn, known));
    }

    private static List<DateTimeOffset> Slots(IReadOnlyList<TimeOnly> times, DateTimeOffset now)
    {
        var slots = new List<DateTimeOffset> { SlotSchedule.Previous(times, now) };
        while (slots.Count < MostBeats)
        {
            slots.Add(SlotSchedule.Previous(times, slots[^1].AddTicks(-1)));
        }

        slots.Reverse();
        return slots;
    }

    // A slot without a run counts only where the account was scheduled already.
    private static List<Beat> BeatsOf(
        List<DateTimeOffset> slots, IReadOnlyList<RunState> ended, RunState? goingOn, AccountState state)
    {
        var ran = ended.Concat(goingOn is null ? [] : [goingOn]).Select(run =>
        {
            var (kind, text) = RunTexts.ResultOf(run);
            return new Beat(run.Slot, kind, text);
        }).ToList();
        var missed = slots.Where(slot => slot > state.ScheduledSince && ran.TrueForAll(beat => beat.At != slot))
            .Select(slot => new Beat(slot, BannerKind.Quiet, HomeTexts.Missed));
        return [.. ran.Concat(missed).OrderBy(beat => beat.At).TakeLast(MostBeats)];
    }
}
