using RoboSync.Sync.Media;

namespace RoboSync.Sync.Bookings;

/// <summary>The readings of an account while its run goes on.</summary>
/// <param name="known">What is stored, by seminar number.</param>
/// <param name="turn">When the account's turn of the day last came.</param>
/// <param name="today">Today in Japan.</param>
internal sealed class SeminarReadings(IReadOnlyDictionary<string, SeminarReading> known, DateTimeOffset turn, DateOnly today)
{
    private readonly Dictionary<string, SeminarReading> current = new(known, StringComparer.Ordinal);

    /// <summary>Whether there is anything to store.</summary>
    public bool HaveChanged { get; private set; }

    /// <summary>The readings of the seminars that there still are.</summary>
    public IReadOnlyCollection<SeminarReading> Of(IReadOnlyList<Seminar> seminars) =>
        [.. seminars.Select(seminar => current.GetValueOrDefault(seminar.SeminarNumber)).OfType<SeminarReading>()];

    /// <summary>Whether a seminar's bookings have to be read.</summary>
    public bool IsOutOfDate(Seminar seminar, string eventId) =>
        current.GetValueOrDefault(seminar.SeminarNumber)?.IsOutOfDate(seminar, eventId, turn, today) ?? true;

    /// <summary>Bookings that were read earlier and are still open, of a seminar that need not be read.</summary>
    public IReadOnlyDictionary<string, BookingState> UnlinkedOf(Seminar seminar) => current[seminar.SeminarNumber].Unlinked;

    /// <summary>Remembers what was settled.</summary>
    /// <param name="seminar">The seminar's row.</param>
    /// <param name="eventId">The event that it is mapped to.</param>
    /// <param name="readAt">When it was read just now (UTC); null where an earlier reading was gone on with.</param>
    /// <param name="unlinked">Bookings of people who are no candidates yet.</param>
    public void Settle(
        Seminar seminar, string eventId, DateTimeOffset? readAt, IReadOnlyDictionary<string, BookingState> unlinked)
    {
        current[seminar.SeminarNumber] = new SeminarReading
        {
            SeminarNumber = seminar.SeminarNumber,
            EventId = eventId,
            ReadAt = readAt ?? current[seminar.SeminarNumber].ReadAt,
            Bookings = seminar.Bookings,
            Changed = seminar.BookingsChanged,
            Unlinked = unlinked,
        };
        HaveChanged = true;
    }

    /// <summary>Forgets a reading that left something to try again.</summary>
    public void Forget(Seminar seminar) => HaveChanged |= current.Remove(seminar.SeminarNumber);
}
