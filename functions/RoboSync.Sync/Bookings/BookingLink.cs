using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Bookings;

/// <summary>What is known of one applicant's bookings of one HRMOS event.</summary>
public sealed record BookingLink
{
    /// <summary>応募者番号.</summary>
    public required string ApplicantNumber { get; init; }

    /// <summary>
    /// Last state seen of each seminar that maps to the event, by seminar number. A row that vanished keeps its last state:
    /// absence is not a cancellation.
    /// </summary>
    public required IReadOnlyDictionary<string, BookingState> Seminars { get; init; }

    /// <summary>
    /// The state last settled with HRMOS: written, found there, or left because staff had set an attendance; null before the first.
    /// </summary>
    public BookingState? Written { get; init; }
}

/// <summary>Keeps <see cref="BookingLink"/>s, an event at a time.</summary>
public interface IBookingLinkStore
{
    /// <summary>All links of the event, by applicant number.</summary>
    Task<Dictionary<string, BookingLink>> ReadAllAsync(LinkScope scope, string eventId, CancellationToken cancellationToken);

    /// <summary>Adds or replaces, in batches of a hundred.</summary>
    Task SaveAsync(LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken);
}
