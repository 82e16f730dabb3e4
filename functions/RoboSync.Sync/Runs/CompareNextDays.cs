using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;

namespace RoboSync.Sync.Runs;

/// <summary>
/// 突き合わせ as a part of a run: once a day the seminars of the next days, whose bookings the run has read anyway, and whatever somebody
/// asked to have put right. It only reports.
/// </summary>
public sealed class CompareNextDays(
    IReconciliationStore reconciliations, IBookingLinkStore bookingLinks, FindListed findListed, TimeProvider clock)
{
    /// <summary>How many days behind today belong to the next days.</summary>
    public const int DaysAhead = 2;

    /// <summary>Compares and stores; a run that has nothing to compare reads one blob.</summary>
    /// <param name="context">The run, whose bookings are mirrored.</param>
    /// <param name="seminars">The seminars that it read.</param>
    /// <param name="map">The event mapping that it keeps to.</param>
    /// <param name="events">The events that HRMOS has.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task RunAsync(
        RunContext context, IReadOnlyList<Seminar> seminars, EventMap map, IReadOnlyList<AtsEvent> events,
        CancellationToken cancellationToken)
    {
        var (run, account) = (context.Run.State, context.MediaAccount);
        var stored = await reconciliations.FindAsync(run.Account, account.DisplayYear, cancellationToken);
        var today = JapanTime.DateInJapan(clock.GetUtcNow());
        var isDue = !(stored?.DailyAt >= DailyTurn.LastCame(context.Tenant.Slots, run.Account.ToString(), run.StartedAt));
        var asked = (stored?.Events ?? []).Where(item => item.RepairAskedAt is not null).SelectMany(item => item.Seminars)
            .Select(seminar => seminar.Number).ToHashSet(StringComparer.Ordinal);
        var groups = EventGroup.Of(seminars, map, events).Where(group =>
            (isDue && group.IsWithin(today, today.AddDays(DaysAhead)))
            || group.Seminars.Any(seminar => asked.Contains(seminar.SeminarNumber))).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        var comparer = new EventComparer(
            context.Ports.Ats, context.Tenant.Hrmos, context.Ports.Scope, account, context.Seminars, context.People, bookingLinks,
            token => ListedAsync(context, token), clock);
        var compared = new List<ComparedEvent>();
        foreach (var group in groups)
        {
            compared.Add(await comparer.CompareAsync(group, cancellationToken) with { RunId = run.RunId });
        }

        var found = (stored ?? new Reconciliation { Account = run.Account, GraduationYear = account.DisplayYear }).With(compared);
        if (isDue)
        {
            found = found with { DailyAt = run.StartedAt };
        }

        await reconciliations.SaveAsync(
            found, await ReconciliationCsv.WriteAsync(found, MediumProfile.Of(account.Medium).Texts), cancellationToken);
    }

    // What this run has listed is newer than what the history knows.
    private async Task<ListedPeople> ListedAsync(RunContext context, CancellationToken cancellationToken)
    {
        var own = context.Worklist;
        var before = own.Full
            ? new ListedPeople(new Dictionary<string, ListedAs>(StringComparer.Ordinal), IsWhole: true)
            : await findListed.ReadAsync(context.Run.Account, context.MediaAccount.DisplayYear, cancellationToken);
        return before.With(own.Listed, own.Full);
    }
}
