using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Reconciling;

/// <summary>
/// Reads what is to be compared of an account's events, by the readers of its runs, and compares it. Each page of the medium is asked for
/// once, and HRMOS once for each event and for each candidate who seems to be gone. Writes nothing.
/// </summary>
internal sealed class EventComparer(
    IAtsSession hrmos,
    HrmosSite site,
    LinkScope scope,
    MediaAccount account,
    SeminarPages pages,
    People people,
    IBookingLinkStore links,
    Func<CancellationToken, Task<ListedPeople>> readListed,
    TimeProvider clock)
{
    // From reading somebody's page to HRMOS' answer to their create, generously; its search lags behind that.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyDictionary<string, BookingLink> NoLinks = new Dictionary<string, BookingLink>(StringComparer.Ordinal);

    private static readonly ListedPeople Nobody = new(new Dictionary<string, ListedAs>(StringComparer.Ordinal), IsWhole: false);

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>? known;
    private ListedPeople? listed;

    /// <summary>Compares one event.</summary>
    /// <exception cref="SyncException">A site failed; an event that HRMOS does not have any more is a row of its own.</exception>
    public async Task<ComparedEvent> CompareAsync(EventGroup group, CancellationToken cancellationToken)
    {
        var row = group.Row with { ComparedAt = clock.GetUtcNow() };
        if (row.Whole is not null)
        {
            return row;
        }

        var onMedium = await ReadAsync(group, cancellationToken);
        if (onMedium is null)
        {
            return EventGroup.Unread(row, group.Seminars, DifferenceReason.SeminarUnread);
        }

        try
        {
            var inHrmos = await hrmos.ListBookingsAsync(row.EventId, cancellationToken);
            known ??= await links.ReadAllAsync(scope, cancellationToken);
            var facts = new EventFacts(onMedium, inHrmos, known.GetValueOrDefault(row.EventId, NoLinks));
            return await CompareAsync(row, facts, cancellationToken);
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosEventMissing)
        {
            return EventGroup.Unread(row, group.Seminars, DifferenceReason.EventMissing);
        }
    }

    private async Task<ComparedEvent> CompareAsync(ComparedEvent row, EventFacts facts, CancellationToken cancellationToken)
    {
        // Lists say why somebody is no candidate: they are read where there is such a person.
        if (facts.OnMedium.Keys.Any(number => people.CandidateIdOf(number) is null))
        {
            listed ??= await readListed(cancellationToken);
        }

        var about = new PeopleFacts(
            account.StartDate, people.Links, people.SetAside, listed ?? Nobody, new HashSet<string>(StringComparer.Ordinal));
        var compared = Comparison.Of(row, facts, about);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in Comparison.MaybeMissing(compared))
        {
            if (await IsMissingAsync(people.Links[number], cancellationToken))
            {
                missing.Add(number);
            }
        }

        return missing.Count == 0 ? compared : Comparison.Of(row, facts, about with { Missing = missing });
    }

    private async Task<bool> IsMissingAsync(CandidateLink link, CancellationToken cancellationToken) =>
        (link.ReadAt > link.IntendedAt ? link.ReadAt : link.IntendedAt) + site.SearchLag + Settling <= clock.GetUtcNow()
        && !(await hrmos.FindByExternalIdAsync(scope.ExternalId(link.ApplicantNumber), cancellationToken))
            .Contains(link.CandidateId, StringComparer.Ordinal);

    // Null where one of the seminars could not be read: what is not known is not compared.
    private async Task<Dictionary<string, IReadOnlyDictionary<string, BookingState>>?> ReadAsync(
        EventGroup group, CancellationToken cancellationToken)
    {
        var byApplicant = new Dictionary<string, IReadOnlyDictionary<string, BookingState>>(StringComparer.Ordinal);
        foreach (var seminar in group.Seminars)
        {
            var read = await pages.ReadBookingsAsync(seminar, cancellationToken);
            if (!read.IsWhole)
            {
                return null;
            }

            foreach (var (number, state) in read.States)
            {
                byApplicant[number] = new Dictionary<string, BookingState>(
                    byApplicant.GetValueOrDefault(number) ?? new Dictionary<string, BookingState>(StringComparer.Ordinal),
                    StringComparer.Ordinal)
                {
                    [seminar.SeminarNumber] = state,
                };
            }
        }

        return byApplicant;
    }
}
