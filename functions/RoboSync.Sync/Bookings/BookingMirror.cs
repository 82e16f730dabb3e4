using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// Sets each mapped event's bookings in HRMOS to what the medium shows, an event at a time. Only an explicit キャンセル cancels, and only what
/// was booked from here; what HRMOS staff set (出席, 欠席, a booking of their own) stays. A seminar that cannot have changed is not opened.
/// </summary>
internal sealed class BookingMirror(
    RunPorts ports, People people, IBookingLinkStore links, SeminarPages pages, SeminarReadings readings, Writer writer,
    TimeProvider clock)
{
    private static readonly IReadOnlyDictionary<string, BookingLink> NoLinks = new Dictionary<string, BookingLink>(StringComparer.Ordinal);

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>? known;

    /// <summary>Whether a seminar of the event can have changed, or somebody is booked there who was no candidate.</summary>
    public bool HasWork(MappedEvent mapped) => mapped.Seminars.Any(
        seminar => readings.IsOutOfDate(seminar, mapped.EventId) || readings.UnlinkedOf(seminar).Count > 0);

    /// <summary>Mirrors one event and stores everything that is known of it, whatever happens.</summary>
    public async Task MirrorAsync(MappedEvent mapped, CancellationToken cancellationToken)
    {
        // All events' links in one reading: an event of its own each would be a request each.
        known ??= await links.ReadAllAsync(ports.Scope, cancellationToken);
        var seen = await ReadAsync(mapped, cancellationToken);
        var changes = EventChanges.Of(known.GetValueOrDefault(mapped.EventId, NoLinks), ByApplicant(seen), people.CandidateIdOf);
        var isSettled = await PlanAsync(mapped, changes, cancellationToken) is { } plan
            && await WriteAsync(mapped, plan, cancellationToken);
        Remember(mapped, seen, isSettled, changes.Unlinked.Select(link => link.ApplicantNumber).ToHashSet(StringComparer.Ordinal));
        ports.Report.Count(counts => counts with { Unlinked = counts.Unlinked + changes.Unlinked.Count });
        foreach (var booking in changes.Unlinked)
        {
            ports.Report.Note(new NotDone(NotDoneReason.BookingUnlinked, booking.ApplicantNumber, string.Join('・', booking.Seminars.Keys)));
        }
    }

    private async Task<EventPlan?> PlanAsync(MappedEvent mapped, EventChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Wanted.Count == 0)
        {
            return EventPlan.Of(changes, new Dictionary<string, BookingState>(StringComparer.Ordinal), _ => true);
        }

        try
        {
            var inHrmos = await ports.Ats.ListBookingsAsync(mapped.EventId, cancellationToken);
            var now = clock.GetUtcNow();
            return EventPlan.Of(changes, inHrmos, link => ports.CanBeKnown(link.RunId, link.IntendedAt, now));
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosEventMissing)
        {
            MappedEvents.NoteMissing(ports.Report, mapped);
            return null;
        }
    }

    // Whether nothing of the plan is left to be tried again.
    private async Task<bool> WriteAsync(MappedEvent mapped, EventPlan plan, CancellationToken cancellationToken)
    {
        var writing = new BookingWriting(ports, links, mapped, plan, clock);
        try
        {
            await writer.WriteAsync(writing, plan.Operations, cancellationToken);
            return writing.IsSettled && !plan.Waits;
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosEventMissing)
        {
            MappedEvents.NoteMissing(ports.Report, mapped);
            return false;
        }
    }

    private async Task<List<SeenSeminar>> ReadAsync(MappedEvent mapped, CancellationToken cancellationToken)
    {
        var seen = new List<SeenSeminar>();
        foreach (var seminar in mapped.Seminars)
        {
            seen.Add(readings.IsOutOfDate(seminar, mapped.EventId)
                ? await ReadAsync(seminar, cancellationToken)
                : new SeenSeminar(seminar, readings.UnlinkedOf(seminar), ReadAt: null, IsWhole: true));
        }

        return seen;
    }

    private async Task<SeenSeminar> ReadAsync(Seminar seminar, CancellationToken cancellationToken)
    {
        var read = await pages.ReadBookingsAsync(seminar, cancellationToken);
        foreach (var row in read.Unread)
        {
            ports.Report.Note(new NotDone(NotDoneReason.BookingUnread, row.Key, seminar.SeminarNumber));
        }

        if (read.NotRead is { } why)
        {
            ports.Report.Note(new NotDone(why, seminar.SeminarNumber, ""));
        }

        return new SeenSeminar(seminar, read.States, read.ReadAt, read.IsWhole);
    }

    private void Remember(MappedEvent mapped, List<SeenSeminar> seen, bool isSettled, HashSet<string> unlinked)
    {
        foreach (var item in seen)
        {
            if (!isSettled || !item.IsWhole)
            {
                readings.Forget(item.Seminar);
                continue;
            }

            var open = item.States.Where(pair => unlinked.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
            if (item.ReadAt is not null || open.Count < item.States.Count)
            {
                readings.Settle(item.Seminar, mapped.EventId, item.ReadAt, open);
            }
        }
    }

    private static Dictionary<string, IReadOnlyDictionary<string, BookingState>> ByApplicant(List<SeenSeminar> seen) => seen
        .SelectMany(item => item.States.Select(pair => (Applicant: pair.Key, item.Seminar.SeminarNumber, State: pair.Value)))
        .GroupBy(item => item.Applicant, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            IReadOnlyDictionary<string, BookingState> (group) =>
                group.ToDictionary(item => item.SeminarNumber, item => item.State, StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>What is known to stand on a seminar's list.</summary>
    /// <param name="Seminar">The seminar.</param>
    /// <param name="States">By applicant number: everybody where it was read just now, else who was left over by an earlier
    /// reading.</param>
    /// <param name="ReadAt">When it was read; null where it was not.</param>
    /// <param name="IsWhole">Whether everybody could be read.</param>
    private sealed record SeenSeminar(
        Seminar Seminar, IReadOnlyDictionary<string, BookingState> States, DateTimeOffset? ReadAt, bool IsWhole);
}
