using System.Collections.Concurrent;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// Sets each mapped event's bookings in HRMOS to what MIWS shows, an event at a time. Only an explicit キャンセル cancels, and only what was
/// booked from here; what HRMOS staff set (出席, 欠席, a booking of their own) stays.
/// </summary>
internal sealed class BookingMirror(IBookingLinkStore links, int concurrency)
{
    /// <summary>Works out which events there are to mirror; a mapped event that HRMOS does not have is named and left out.</summary>
    /// <returns>The events in the order of their ids, each with its seminars.</returns>
    public static IReadOnlyList<MappedEvent> Plan(RunRecord run, IReadOnlyList<Seminar> seminars, EventMap map, IReadOnlyList<AtsEvent> events)
    {
        var exists = events.Select(item => item.EventId).ToHashSet(StringComparer.Ordinal);
        var mapped = Group(seminars, map);
        foreach (var missing in mapped.Where(item => !exists.Contains(item.EventId)))
        {
            NoteEventMissing(run, missing);
        }

        return [.. mapped.Where(item => exists.Contains(item.EventId))];
    }

    /// <summary>The seminars of each mapped event, in the order of the events' ids.</summary>
    internal static IReadOnlyList<MappedEvent> Group(IReadOnlyList<Seminar> seminars, EventMap map) =>
    [
        .. seminars
            .Where(seminar => map.EventBySeminar.ContainsKey(seminar.SeminarNumber))
            .GroupBy(seminar => map.EventBySeminar[seminar.SeminarNumber], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MappedEvent(group.Key, [.. group.Select(seminar => seminar.SeminarNumber).Order(StringComparer.Ordinal)])),
    ];

    /// <summary>Counts and names the bookings that no event is mapped to.</summary>
    public static void NoteUnmapped(RunRecord run, IReadOnlyList<Seminar> seminars, EventMap map)
    {
        var unmapped = seminars.Where(seminar => seminar.Bookings > 0 && !map.EventBySeminar.ContainsKey(seminar.SeminarNumber)).ToList();
        run.Count(counts => counts with { Unmapped = unmapped.Sum(seminar => seminar.Bookings) });
        foreach (var seminar in unmapped)
        {
            run.Note(new NotDone(NotDoneReason.SeminarUnmapped, seminar.SeminarNumber, seminar.Name));
        }
    }

    /// <summary>Mirrors one event and stores everything that is known of it, whatever happens.</summary>
    public async Task MirrorAsync(ImportContext context, MappedEvent mapped, CancellationToken cancellationToken)
    {
        var known = await links.ReadAllAsync(context.Scope, mapped.EventId, cancellationToken);
        var seen = await ReadAsync(context, mapped, cancellationToken);
        var changed = new List<Change>();
        var unlinked = new List<BookingLink>();
        foreach (var (number, states) in seen)
        {
            var link = known.GetValueOrDefault(number);
            var now = Overlay(number, link, states);
            var desired = Desired(now.Seminars);
            var candidateId = context.Links.GetValueOrDefault(number)?.CandidateId;
            if (link?.Written == desired || (link?.Written is null && desired == BookingState.Cancelled))
            {
                if (link is null || !SameStates(link.Seminars, now.Seminars))
                {
                    // Seen for the first time and cancelled: HRMOS may hold a booking that was not made from here.
                    changed.Add(new Change(now, link is null ? candidateId : null, desired) { MustBeLeft = true });
                }
            }
            else if (candidateId is not null)
            {
                changed.Add(new Change(now, candidateId, desired));
            }
            else
            {
                unlinked.Add(now);
            }
        }

        var failure = await WriteAsync(context, mapped, [.. changed.Where(change => change.CandidateId is not null)], cancellationToken);
        await links.SaveAsync(
            context.Scope, mapped.EventId, [.. changed.Where(change => change.IsSettled).Select(change => change.ToLink())], CancellationToken.None);
        if (failure is not null)
        {
            throw failure;
        }

        context.Run.Count(counts => counts with { Unlinked = counts.Unlinked + unlinked.Count });
        foreach (var booking in unlinked)
        {
            context.Run.Note(new NotDone(NotDoneReason.BookingUnlinked, booking.ApplicantNumber, string.Join('・', booking.Seminars.Keys)));
        }
    }

    /// <summary>Booked while any seminar of the event is; MIWS' own 出席 and 欠席 say that there was a booking.</summary>
    internal static BookingState Desired(IReadOnlyDictionary<string, BookingState> seminars) =>
        seminars.Values.Any(state => state != BookingState.Cancelled) ? BookingState.Booked : BookingState.Cancelled;

    // What was not seen this time keeps its last state: a vanished row, and a seminar whose mapping was removed, cancel nothing.
    private static BookingLink Overlay(string applicantNumber, BookingLink? link, Dictionary<string, BookingState> seen)
    {
        var states = new SortedDictionary<string, BookingState>(StringComparer.Ordinal);
        foreach (var (seminar, state) in (link?.Seminars ?? seen).Concat(seen))
        {
            states[seminar] = state;
        }

        return new BookingLink
        {
            ApplicantNumber = applicantNumber,
            Seminars = states,
            Written = link?.Written,
        };
    }

    private static bool SameStates(IReadOnlyDictionary<string, BookingState> left, IReadOnlyDictionary<string, BookingState> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var state) && state == pair.Value);

    private static async Task<Dictionary<string, Dictionary<string, BookingState>>> ReadAsync(
        ImportContext context, MappedEvent mapped, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, Dictionary<string, BookingState>>(StringComparer.Ordinal);
        foreach (var seminar in mapped.SeminarNumbers)
        {
            Dictionary<string, BookingState> bookings;
            try
            {
                bookings = await ReadSeminarAsync(context.Medium, seminar, cancellationToken);
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteSeminarMissing)
            {
                // Deleted since the seminar list was read: like a vanished row, it cancels nothing.
                continue;
            }

            foreach (var (number, state) in bookings)
            {
                if (!seen.TryGetValue(number, out var states))
                {
                    seen[number] = states = new Dictionary<string, BookingState>(StringComparer.Ordinal);
                }

                states[seminar] = state;
            }
        }

        return seen;
    }

    private static async Task<Dictionary<string, BookingState>> ReadSeminarAsync(
        IMediumSession session, string seminar, CancellationToken cancellationToken)
    {
        var list = await WholeList.ReadBookingsAsync(session, seminar, stated: null, cancellationToken);
        return list.Rows.ToDictionary(row => row.ApplicantNumber, row => row.State, StringComparer.Ordinal);
    }

    private async Task<SyncException?> WriteAsync(
        ImportContext context, MappedEvent mapped, List<Change> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return null;
        }

        IReadOnlyDictionary<string, BookingState> current;
        try
        {
            current = await context.Ats.ListBookingsAsync(mapped.EventId, cancellationToken);
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosEventMissing)
        {
            NoteEventMissing(context.Run, mapped);
            return null;
        }

        var failures = new ConcurrentQueue<SyncException>();
        await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (change, _) =>
        {
            if (!failures.IsEmpty || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await WriteAsync(context, mapped.EventId, change, current, cancellationToken);
            }
            catch (SyncException failure) when (failure.Code == FailureCode.CandidateMissing)
            {
                change.IsCandidateMissing = true;
            }
            catch (SyncException failure)
            {
                failures.Enqueue(failure);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Setting a booking is idempotent: the next run sets it again.
            }
        });
        Report(context.Run, changes);
        if (failures.Any(failure => failure.Code == FailureCode.HrmosEventMissing))
        {
            NoteEventMissing(context.Run, mapped);
        }

        return failures.FirstOrDefault(failure => failure.Code != FailureCode.HrmosEventMissing);
    }

    // One deleted event must not stop the others: it is named in the report and looked for again by the next run.
    private static void NoteEventMissing(RunRecord run, MappedEvent mapped) =>
        run.Note(new NotDone(NotDoneReason.EventMissing, mapped.EventId, string.Join('・', mapped.SeminarNumbers)));

    private static async Task WriteAsync(
        ImportContext context, string eventId, Change change, IReadOnlyDictionary<string, BookingState> current, CancellationToken cancellationToken)
    {
        if (!current.TryGetValue(change.CandidateId!, out var inHrmos))
        {
            // Nothing to cancel there; a booking is made.
            inHrmos = BookingState.Cancelled;
        }

        if (inHrmos is BookingState.Attended or BookingState.Absent)
        {
            change.IsKeptByStaff = true;
        }
        else if (inHrmos != change.Desired && change.MustBeLeft)
        {
            change.IsLeft = true;
        }
        else if (inHrmos != change.Desired)
        {
            change.IsKeptByStaff = !await context.Ats.SetBookingAsync(eventId, change.CandidateId!, change.Desired, cancellationToken);
            change.IsWritten = !change.IsKeptByStaff;
        }

        change.IsDone = true;
    }

    private static void Report(RunRecord run, List<Change> changes)
    {
        run.Count(counts => counts with
        {
            Booked = counts.Booked + changes.Count(change => change.IsWritten && change.Desired == BookingState.Booked),
            Cancelled = counts.Cancelled + changes.Count(change => change.IsWritten && change.Desired == BookingState.Cancelled),
            KeptByStaff = counts.KeptByStaff + changes.Count(change => change.IsKeptByStaff),
            Unlinked = counts.Unlinked + changes.Count(change => change.IsCandidateMissing),
        });
        foreach (var change in changes)
        {
            if (change.NotDone is { } reason)
            {
                run.Note(new NotDone(reason, change.Link.ApplicantNumber, string.Join('・', change.Link.Seminars.Keys)));
            }
        }
    }

    private sealed class Change(BookingLink link, string? candidateId, BookingState desired)
    {
        public BookingLink Link => link;

        public string? CandidateId => candidateId;

        public BookingState Desired => desired;

        /// <summary>Nothing was booked from here: a booking that HRMOS holds is its staff's, and is named instead of cancelled.</summary>
        public bool MustBeLeft { get; init; }

        public bool IsDone { get; set; }

        public bool IsWritten { get; set; }

        public bool IsKeptByStaff { get; set; }

        public bool IsLeft { get; set; }

        public bool IsCandidateMissing { get; set; }

        public NotDoneReason? NotDone => this switch
        {
            { IsKeptByStaff: true } => NotDoneReason.AttendanceKept,
            { IsLeft: true } => NotDoneReason.CancellationLeft,
            { IsCandidateMissing: true } => NotDoneReason.CandidateMissing,
            _ => null,
        };

        /// <summary>Whether there is something to remember: no write was needed, or it was done.</summary>
        public bool IsSettled => candidateId is null || IsDone;

        public BookingLink ToLink() => candidateId is null || IsLeft ? link : link with { Written = desired };
    }
}

/// <summary>An event and the seminars of one graduation year that map to it.</summary>
internal sealed record MappedEvent(string EventId, IReadOnlyList<string> SeminarNumbers);
