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

    /// <summary>
    /// The state that was announced and is not settled: HRMOS may hold it or <see cref="Written"/>. Null where nothing is announced.
    /// </summary>
    public BookingState? Intended { get; init; }

    /// <summary>When it was announced (UTC).</summary>
    public DateTimeOffset IntendedAt { get; init; }

    /// <summary>The account and the run that announced it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Opaque version of the stored row; blank where there is none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Seminars whose state was read just now; the others' is what was stored before. Not stored.</summary>
    public IReadOnlyCollection<string> Seen { get; init; } = [];

    /// <summary>Whether <see cref="Written"/> is what was settled with HRMOS just now. Not stored.</summary>
    public bool Settles { get; init; }

    /// <summary>
    /// This link over what another account of the same year has stored in between: of the seminars, whatever each has seen; an announcement
    /// of theirs stays.
    /// </summary>
    public BookingLink Over(BookingLink stored)
    {
        var seminars = new SortedDictionary<string, BookingState>(StringComparer.Ordinal);
        foreach (var (seminar, state) in stored.Seminars.Concat(Seminars.Where(pair => Seen.Contains(pair.Key, StringComparer.Ordinal))))
        {
            seminars[seminar] = state;
        }

        var isTheirs = !string.Equals(stored.RunId, RunId, StringComparison.Ordinal);
        return this with
        {
            Seminars = seminars,
            Written = Settles ? Written : stored.Written,
            Intended = isTheirs ? stored.Intended : Intended,
            IntendedAt = isTheirs ? stored.IntendedAt : IntendedAt,
            RunId = isTheirs ? stored.RunId : RunId,
            ETag = stored.ETag,
        };
    }
}

/// <summary>Keeps <see cref="BookingLink"/>s.</summary>
public interface IBookingLinkStore
{
    /// <summary>All links of the scope: by event id, then by applicant number. An event without links is not in it.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>> ReadAllAsync(
        LinkScope scope, CancellationToken cancellationToken);

    /// <summary>The links of one applicant to some events, by event id.</summary>
    Task<IReadOnlyDictionary<string, BookingLink>> FindAsync(
        LinkScope scope, IReadOnlyCollection<string> eventIds, string applicantNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Announces: one batch a hundred, each row over the version that its <see cref="BookingLink.ETag"/> names; blank: over none.
    /// </summary>
    /// <returns>The links with their new versions; those that somebody else wrote in between are missing, and left as they are.</returns>
    Task<IReadOnlyList<BookingLink>> AnnounceAsync(
        LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken);

    /// <summary>
    /// Stores what is settled: one batch a hundred, each row over the version that its <see cref="BookingLink.ETag"/> names, or else
    /// <see cref="BookingLink.Over"/> what somebody else wrote in between.
    /// </summary>
    Task SettleAsync(LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken);
}
