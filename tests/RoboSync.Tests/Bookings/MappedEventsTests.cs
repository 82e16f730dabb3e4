using RoboSync.Sync.Bookings;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Bookings;

public sealed class MappedEventsTests
{
    [Fact]
    public void Seminars_are_grouped_by_their_event_and_the_unmapped_are_left_out()
    {
        var map = new EventMap(1, new Dictionary<string, string>
        {
            ["270102"] = "2239928341129601024", ["270100"] = "2239928341129601024", ["270101"] = "2239928341129601025",
            ["270199"] = "2239928341129601026",
        });

        var plan = MappedEvents.Group([Seminar("270100"), Seminar("270101"), Seminar("270102"), Seminar("270103")], map);

        plan.Select(mapped => (mapped.EventId, string.Join(',', mapped.Seminars.Select(seminar => seminar.SeminarNumber))))
            .ShouldBe([("2239928341129601024", "270100,270102"), ("2239928341129601025", "270101")]);
    }

    private static Seminar Seminar(string number) => new(number, "会社説明会", new DateOnly(2026, 7, 1), 3);
}
