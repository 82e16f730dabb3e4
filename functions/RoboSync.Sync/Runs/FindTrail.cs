using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>What an account's runs know of one applicant, without personal data.</summary>
/// <param name="Account">The account.</param>
/// <param name="Link">Their link or intent; null for none.</param>
/// <param name="SetAside">Their set-aside record; null for none.</param>
/// <param name="Bookings">Their bookings, by event id.</param>
/// <param name="LeftOut">What the runs of late did not do about them, the newest first.</param>
/// <param name="Listed">Where a list last showed them, and how; null where none of late did.</param>
/// <param name="NotListed">The newest run that read the whole list without them, where no newer one saw them; null for none.</param>
public sealed record Trail(
    MediaAccount Account,
    CandidateLink? Link,
    SetAside? SetAside,
    IReadOnlyDictionary<string, BookingLink> Bookings,
    IReadOnlyList<(RunState Run, NotDone NotDone)> LeftOut,
    (RunState Run, ListedAs As)? Listed,
    RunState? NotListed);

/// <summary>Gathers what is stored of one applicant: 「なぜ入っていない？」.</summary>
public sealed class FindTrail(
    ICandidateLinkStore links, ISetAsideStore setAside, IBookingLinkStore bookings, IEventMappingStore mappings, IRunHistory history,
    IRunStore runs, TimeProvider clock)
{
    /// <summary>How long ago a run may be.</summary>
    public static TimeSpan LooksBack { get; } = TimeSpan.FromDays(14);

    // A whole list is read once a day: two days of four slots.
    private const int MostWorklists = 8;

    /// <summary>Gathers it, for each account of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="applicantNumber">応募者番号.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<Trail>> RunAsync(Tenant tenant, string applicantNumber, CancellationToken cancellationToken)
    {
        var map = await mappings.ReadCurrentAsync(tenant.TenantId, cancellationToken);
        var events = map.EventBySeminar.Values.Distinct(StringComparer.Ordinal).ToList();
        return await Task.WhenAll(tenant.Accounts.Select(
            account => OfAccountAsync(tenant, account, events, applicantNumber, cancellationToken)));
    }

    private async Task<Trail> OfAccountAsync(
        Tenant tenant, MediaAccount account, IReadOnlyCollection<string> events, string number, CancellationToken cancellationToken)
    {
        var key = new AccountKey(tenant.TenantId, account.AccountId);
        var (scope, now) = (new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear), clock.GetUtcNow());

        // Somebody waits before a screen: none of these needs another.
        var (link, aside, booked) = (
            links.FindAsync(scope, number, cancellationToken),
            setAside.FindAsync(scope, account.AccountId, number, cancellationToken),
            bookings.FindAsync(scope, events, number, cancellationToken));
        var reading = history.ReadAsync(key, now - LooksBack, now.AddDays(1), cancellationToken);
        await Task.WhenAll(link, aside, booked, reading);
        var ended = await reading;
        var (listed, notListed) = await FindListedAsync(key, ended, number, cancellationToken);
        return new Trail(
            account,
            await link,
            await aside,
            await booked,
            [.. ended.SelectMany(run => run.NotDone
                .Where(item => string.Equals(item.Subject, number, StringComparison.Ordinal)).Select(item => (run, item)))],
            listed,
            notListed);
    }

    private async Task<((RunState Run, ListedAs As)? Listed, RunState? NotListed)> FindListedAsync(
        AccountKey account, IReadOnlyList<RunState> ended, string number, CancellationToken cancellationToken)
    {
        RunState? without = null;
        foreach (var run in ended.Take(MostWorklists))
        {
            if (await runs.ReadWorklistAsync(account, run.RunId, cancellationToken) is { Listing: null, Listed.Count: > 0 } worklist)
            {
                if (worklist.Listed.TryGetValue(number, out var shown))
                {
                    return ((run, shown), without);
                }

                without ??= worklist.Full ? run : null;
            }
        }

        return (null, without);
    }
}
