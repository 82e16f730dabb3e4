using RoboSync.Sync.Media;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// What has changed on one event, decided from what the medium shows and what is known: the first half of a decision, which tells whether
/// HRMOS has to be asked at all.
/// </summary>
/// <param name="Wanted">What HRMOS may have to be told.</param>
/// <param name="Remembered">Links of which only the medium's states are new: HRMOS need not be told.</param>
/// <param name="Unlinked">Bookings of people who are not linked to a candidate.</param>
internal sealed record EventChanges(
    IReadOnlyList<WantedBooking> Wanted, IReadOnlyList<BookingLink> Remembered, IReadOnlyList<BookingLink> Unlinked)
{
    /// <summary>Decides.</summary>
    /// <param name="known">What is known of the event's bookings, by applicant number.</param>
    /// <param name="seen">What the medium shows: by applicant number, the state of each seminar.</param>
    /// <param name="candidateIdOf">Id of an applicant's candidate; null where they are not linked.</param>
    public static EventChanges Of(
        IReadOnlyDictionary<string, BookingLink> known,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingState>> seen,
        Func<string, string?> candidateIdOf)
    {
        var wanted = new List<WantedBooking>();
        var remembered = new List<BookingLink>();
        var unlinked = new List<BookingLink>();

        // Whoever is not shown any more keeps their last state; what was announced for them has to be settled all the same.
        var vanished = known.Values.Where(link => link.Intended is not null && !seen.ContainsKey(link.ApplicantNumber));
        foreach (var now in seen.Select(pair => Overlay(pair.Key, known.GetValueOrDefault(pair.Key), pair.Value)).Concat(vanished))
        {
            var before = known.GetValueOrDefault(now.ApplicantNumber);
            var desired = DesiredOf(now.Seminars);
            var candidateId = candidateIdOf(now.ApplicantNumber);
            if (now.Intended is null && (now.Written == desired || (now.Written is null && desired == BookingState.Cancelled)))
            {
                if (before is null && candidateId is not null)
                {
                    // Seen for the first time and cancelled: HRMOS may hold a booking that was not made from here.
                    wanted.Add(new WantedBooking(now, candidateId, desired, MustBeLeft: true));
                }
                else if (before is null || !SameStates(before.Seminars, now.Seminars))
                {
                    remembered.Add(now);
                }
            }
            else if (candidateId is not null)
            {
                wanted.Add(new WantedBooking(now, candidateId, desired, MustBeLeft: false));
            }
            else
            {
                unlinked.Add(now);
            }
        }

        return new EventChanges(wanted, remembered, unlinked);
    }

    /// <summary>Booked while any seminar of the event is; MIWS' own 出席 and 欠席 say that there was a booking.</summary>
    internal static BookingState DesiredOf(IReadOnlyDictionary<string, BookingState> seminars) =>
        seminars.Values.Any(state => state != BookingState.Cancelled) ? BookingState.Booked : BookingState.Cancelled;

    // What was not seen this time keeps its last state: a vanished row, and a seminar whose mapping was removed, cancel nothing.
    private static BookingLink Overlay(string applicantNumber, BookingLink? link, IReadOnlyDictionary<string, BookingState> seen)
    {
        var states = new SortedDictionary<string, BookingState>(StringComparer.Ordinal);
        foreach (var (seminar, state) in (link?.Seminars ?? seen).Concat(seen))
        {
            states[seminar] = state;
        }

        return (link
            ?? new BookingLink { ApplicantNumber = applicantNumber, Seminars = states }) with { Seminars = states, Seen = [.. seen.Keys] };
    }

    private static bool SameStates(IReadOnlyDictionary<string, BookingState> left, IReadOnlyDictionary<string, BookingState> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var state) && state == pair.Value);
}

/// <summary>A booking that HRMOS may have to be told of.</summary>
/// <param name="Link">What was read, over what was known.</param>
/// <param name="CandidateId">The applicant's candidate.</param>
/// <param name="Desired">What HRMOS should hold.</param>
/// <param name="MustBeLeft">Nothing was booked from here: a booking that HRMOS holds is its staff's, and is named instead of
/// cancelled.</param>
internal sealed record WantedBooking(BookingLink Link, string CandidateId, BookingState Desired, bool MustBeLeft);
