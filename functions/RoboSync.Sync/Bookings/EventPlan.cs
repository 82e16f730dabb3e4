using RoboSync.Sync.Media;

namespace RoboSync.Sync.Bookings;

/// <summary>What is to be done with one event, decided from its changes and from what HRMOS holds: nothing is written.</summary>
/// <param name="Operations">What is to be written.</param>
/// <param name="Agreed">HRMOS holds what it should already, by us or by somebody else.</param>
/// <param name="KeptByStaff">HRMOS' staff have set 出席 or 欠席: it stays.</param>
/// <param name="Left">Cancelled on the medium and booked in HRMOS, not from here: named, not cancelled.</param>
/// <param name="Remembered">Links of which only the medium's states are new.</param>
internal sealed record EventPlan(
    IReadOnlyList<BookingOperation> Operations,
    IReadOnlyList<BookingLink> Agreed,
    IReadOnlyList<BookingLink> KeptByStaff,
    IReadOnlyList<BookingLink> Left,
    IReadOnlyList<BookingLink> Remembered)
{
    /// <summary>Whether something that was announced may still arrive, so that the next run has to look again.</summary>
    public bool Waits { get; init; }

    /// <summary>Decides.</summary>
    /// <param name="changes">What has changed.</param>
    /// <param name="inHrmos">The event's bookings in HRMOS, by candidate id.</param>
    /// <param name="canBeKnown">Whether HRMOS knows by now what became of an announcement.</param>
    public static EventPlan Of(
        EventChanges changes, IReadOnlyDictionary<string, BookingState> inHrmos, Func<BookingLink, bool> canBeKnown)
    {
        var operations = new List<BookingOperation>();
        var agreed = new List<BookingLink>();
        var kept = new List<BookingLink>();
        var left = new List<BookingLink>();
        var waits = false;
        foreach (var (link, candidateId, desired, mustBeLeft) in changes.Wanted)
        {
            // No booking there: nothing to cancel, and a booking is made.
            var isThere = inHrmos.TryGetValue(candidateId, out var state);
            var current = isThere ? state : BookingState.Cancelled;
            if (current is BookingState.Attended or BookingState.Absent)
            {
                kept.Add(link with { Written = desired, Intended = null, Settles = true });
            }
            else if (current == desired && link.Intended is not null && link.Intended != desired && !canBeKnown(link))
            {
                // A booking that was announced may still arrive: it is looked for again by the next run.
                waits = true;
            }
            else if (current == desired)
            {
                agreed.Add(link with { Written = desired, Intended = null, Settles = true });
            }
            else if (mustBeLeft)
            {
                left.Add(link);
            }
            else
            {
                operations.Add(desired == BookingState.Booked ? new Book(link, candidateId) : new CancelBooking(link, candidateId));
            }
        }

        return new EventPlan(operations, agreed, kept, left, changes.Remembered) { Waits = waits };
    }
}
