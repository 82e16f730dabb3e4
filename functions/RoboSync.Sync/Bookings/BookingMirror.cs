using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// Sets each mapped event's bookings in HRMOS to what the medium shows, an event at a time. Only an explicit キャンセル cancels, and only what
/// was booked from here; what HRMOS staff set (出席, 欠席, a booking of their own) stays.
/// </summary>
internal sealed class BookingMirror(RunPorts ports, People people, IBookingLinkStore links, Writer writer, TimeProvider clock)
{
    private static readonly IReadOnlyDictionary<string, BookingLink> NoLinks = new Dictionary<string, BookingLink>(StringComparer.Ordinal);

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>? known;

    /// <summary>Mirrors one event and stores everything that is known of it, whatever happens.</summary>
    public async Task MirrorAsync(MappedEvent mapped, CancellationToken cancellationToken)
    {
        // All events' links in one reading: an event of its own each would be a request each.
        known ??= await links.ReadAllAsync(ports.Scope, cancellationToken);
        var seen = await ReadAsync(mapped, cancellationToken);
        var changes = EventChanges.Of(known.GetValueOrDefault(mapped.EventId, NoLinks), seen, people.CandidateIdOf);
        if (await PlanAsync(mapped, changes, cancellationToken) is { } plan)
        {
            await WriteAsync(mapped, plan, cancellationToken);
        }

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

    private async Task WriteAsync(MappedEvent mapped, EventPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(new BookingWriting(ports, links, mapped, plan, clock), plan.Operations, cancellationToken);
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosEventMissing)
        {
            MappedEvents.NoteMissing(ports.Report, mapped);
        }
    }

    private async Task<Dictionary<string, IReadOnlyDictionary<string, BookingState>>> ReadAsync(
        MappedEvent mapped, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, Dictionary<string, BookingState>>(StringComparer.Ordinal);
        foreach (var seminar in mapped.Seminars)
        {
            try
            {
                var list = await WholeList.ReadBookingsAsync(ports.Medium, seminar.SeminarNumber, seminar.Bookings, cancellationToken);
                foreach (var row in list.Unread)
                {
                    ports.Report.Note(new NotDone(NotDoneReason.BookingUnread, row.Key, seminar.SeminarNumber));
                }

                foreach (var booking in list.Rows)
                {
                    if (!seen.TryGetValue(booking.ApplicantNumber, out var states))
                    {
                        seen[booking.ApplicantNumber] = states = new Dictionary<string, BookingState>(StringComparer.Ordinal);
                    }

                    states[seminar.SeminarNumber] = booking.State;
                }
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteSeminarMissing)
            {
                // Deleted since the seminar list was read: like a vanished row, it cancels nothing.
                ports.Report.Note(new NotDone(NotDoneReason.SeminarGone, seminar.SeminarNumber, ""));
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteListMoves)
            {
                // One busy seminar must not stop the others: what it shows is taken over by the next run.
                ports.Report.Note(new NotDone(NotDoneReason.BookingsMoved, seminar.SeminarNumber, ""));
            }
        }

        return seen.ToDictionary(pair => pair.Key, IReadOnlyDictionary<string, BookingState> (pair) => pair.Value, StringComparer.Ordinal);
    }
}
