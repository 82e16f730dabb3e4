using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// What an account's run found when it last read the bookings of a seminar and settled them all: it tells whether they have to be read
/// again. A reading that left something to try again is not kept.
/// </summary>
public sealed record SeminarReading
{
    /// <summary>セミナーNo.</summary>
    public required string SeminarNumber { get; init; }

    /// <summary>The event that they were mirrored to: another mapping is another reading.</summary>
    public required string EventId { get; init; }

    /// <summary>When they were read (UTC).</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>How many bookings the seminar's row stated.</summary>
    public required int Bookings { get; init; }

    /// <summary>When they had last changed, as the row showed it (Japan time); null where the medium does not show it.</summary>
    public DateTime? Changed { get; init; }

    /// <summary>
    /// Bookings of people who were no candidates, by applicant number: once they are, they are booked without reading the page again, and
    /// until then they are named in every slot.
    /// </summary>
    public IReadOnlyDictionary<string, BookingState> Unlinked { get; init; } =
        new Dictionary<string, BookingState>(StringComparer.Ordinal);

    /// <summary>Whether the bookings can have changed since, or whether it is time to look all the same.</summary>
    /// <param name="seminar">The seminar's row as it is now.</param>
    /// <param name="eventId">The event that it is mapped to now.</param>
    /// <param name="turn">When the account's turn of the day last came (<see cref="DailyTurn"/>): once a day everything is read.</param>
    /// <param name="today">Today in Japan.</param>
    public bool IsOutOfDate(Seminar seminar, string eventId, DateTimeOffset turn, DateOnly today)
    {
        var isSameRow = string.Equals(eventId, EventId, StringComparison.Ordinal)
            && seminar.Bookings == Bookings && seminar.BookingsChanged == Changed;

        // As many bookings as before may be others: only a time of change says that they are the same. What is past changes seldom.
        var isProven = Changed is { } changed && SeenChange.IsIn(changed, ReadAt);
        return ReadAt < turn || !isSameRow || !(isProven || seminar.Date < today);
    }
}

/// <summary>Keeps <see cref="SeminarReading"/>s. Losing them costs pages, and nothing else.</summary>
public interface ISeminarReadingStore
{
    /// <summary>The account's readings of the scope, by seminar number.</summary>
    Task<IReadOnlyDictionary<string, SeminarReading>> ReadAllAsync(
        LinkScope scope, string accountId, CancellationToken cancellationToken);

    /// <summary>Replaces the account's readings of the scope.</summary>
    Task SaveAsync(LinkScope scope, string accountId, IReadOnlyCollection<SeminarReading> readings, CancellationToken cancellationToken);
}
