using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Reconciling;

/// <summary>What there is to compare: an event with its seminars, or a seminar without one.</summary>
/// <param name="Row">What is known of it before anybody's booking is read.</param>
/// <param name="Seminars">Its seminars.</param>
internal sealed record EventGroup(ComparedEvent Row, IReadOnlyList<Seminar> Seminars)
{
    /// <summary>All there is to compare. An unmapped seminar that nobody has booked is left out.</summary>
    public static IReadOnlyList<EventGroup> Of(IReadOnlyList<Seminar> seminars, EventMap map, IReadOnlyList<AtsEvent> events)
    {
        var names = events.ToDictionary(item => item.EventId, item => item.Name, StringComparer.Ordinal);
        return
        [
            .. MappedEvents.Group(seminars, map).Select(mapped => names.TryGetValue(mapped.EventId, out var name)
                ? Of(mapped.Seminars, row => row with { EventId = mapped.EventId, EventName = name })
                : Of(mapped.Seminars, row => Unread(row, mapped.Seminars, DifferenceReason.EventMissing) with
                {
                    EventId = mapped.EventId,
                })),
            .. seminars.Where(seminar => seminar.Bookings > 0 && !map.EventBySeminar.ContainsKey(seminar.SeminarNumber))
                .Select(seminar => Of([seminar], row => Unread(row, [seminar], DifferenceReason.SeminarUnmapped))),
        ];
    }

    /// <summary>A row of which no bookings were read: what the list of seminars states is all that is known.</summary>
    public static ComparedEvent Unread(ComparedEvent row, IReadOnlyList<Seminar> seminars, DifferenceReason why) =>
        row with { Whole = why, OnMedium = seminars.Sum(seminar => seminar.Bookings) };

    /// <summary>Whether one of its seminars is on one of some days.</summary>
    public bool IsWithin(DateOnly from, DateOnly to) => Seminars.Any(seminar => seminar.Date >= from && seminar.Date <= to);

    private static EventGroup Of(IReadOnlyList<Seminar> seminars, Func<ComparedEvent, ComparedEvent> with) => new(
        with(new ComparedEvent
        {
            Seminars =
                [.. seminars.Select(seminar => new ComparedSeminar(seminar.SeminarNumber, seminar.Name, seminar.Date))],
        }),
        seminars);
}
