using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;

namespace RoboSync.Sync.Bookings;

/// <summary>An event and the seminars of one graduation year that map to it.</summary>
internal sealed record MappedEvent(string EventId, IReadOnlyList<Seminar> Seminars)
{
    /// <summary>The seminars, as reports name them.</summary>
    public string SeminarNames => string.Join('・', Seminars.Select(seminar => seminar.SeminarNumber));
}

/// <summary>Which events there are to mirror.</summary>
internal static class MappedEvents
{
    /// <summary>
    /// The events in the order of their ids, each with its seminars. A mapped event that HRMOS does not have is named and left out;
    /// bookings that no event is mapped to are counted and named.
    /// </summary>
    public static IReadOnlyList<MappedEvent> Of(
        IReadOnlyList<Seminar> seminars, EventMap map, IReadOnlyList<AtsEvent> events, IRunReport report)
    {
        NoteUnmapped(seminars, map, report);
        var exists = events.Select(item => item.EventId).ToHashSet(StringComparer.Ordinal);
        var mapped = Group(seminars, map);
        foreach (var missing in mapped.Where(item => !exists.Contains(item.EventId)))
        {
            NoteMissing(report, missing);
        }

        return [.. mapped.Where(item => exists.Contains(item.EventId))];
    }

    /// <summary>One deleted event must not stop the others: it is named in the report and looked for again by the next run.</summary>
    public static void NoteMissing(IRunReport report, MappedEvent missing) =>
        report.Note(new NotDone(NotDoneReason.EventMissing, missing.EventId, missing.SeminarNames));

    /// <summary>The seminars of each mapped event, in the order of the events' ids.</summary>
    internal static IReadOnlyList<MappedEvent> Group(IReadOnlyList<Seminar> seminars, EventMap map) =>
    [
        .. seminars
            .Where(seminar => map.EventBySeminar.ContainsKey(seminar.SeminarNumber))
            .GroupBy(seminar => map.EventBySeminar[seminar.SeminarNumber], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MappedEvent(group.Key, [.. group.OrderBy(seminar => seminar.SeminarNumber, StringComparer.Ordinal)])),
    ];

    private static void NoteUnmapped(IReadOnlyList<Seminar> seminars, EventMap map, IRunReport report)
    {
        var unmapped = seminars.Where(seminar => seminar.Bookings > 0 && !map.EventBySeminar.ContainsKey(seminar.SeminarNumber)).ToList();
        report.Count(counts => counts with { Unmapped = unmapped.Sum(seminar => seminar.Bookings) });
        foreach (var seminar in unmapped)
        {
            report.Note(new NotDone(NotDoneReason.SeminarUnmapped, seminar.SeminarNumber, seminar.Name));
        }
    }
}
