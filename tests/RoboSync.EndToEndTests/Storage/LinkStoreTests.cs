using Azure.Data.Tables;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>Links, bookings and records that were set aside, on Azurite.</summary>
public sealed class LinkStoreTests(StorageFixture storage) : StoreTest(storage)
{
    private const string Event = "2239928341129601024";

    [Fact]
    public async Task An_intent_belongs_to_whoever_wrote_it_first()
    {
        var store = Get<ICandidateLinkStore>();
        var first = Enumerable.Range(0, 150).Select(number => Intent($"{number}", "one")).ToList();
        var second = Enumerable.Range(100, 150).Select(number => Intent($"{number}", "two")).ToList();

        (await store.AnnounceAsync(Scope, first, default)).Count.ShouldBe(150);
        (await store.AnnounceAsync(Scope, second, default))
            .ShouldBe(Enumerable.Range(150, 100).Select(number => $"{number}"), ignoreOrder: true);
        (await store.AnnounceAsync(Scope, first[..1], default)).ShouldHaveSingleItem("a repeated try finds its own");
        (await store.ReadAllAsync(Scope, default)).Count.ShouldBe(250);
    }

    [Fact]
    public async Task A_link_replaces_its_intent_and_a_batch_is_one_request_a_hundred()
    {
        var store = Get<ICandidateLinkStore>();
        var intents = Enumerable.Range(0, 100).Select(number => Intent($"{number}", "one")).ToList();
        Counted.Count = 0;

        await store.AnnounceAsync(Scope, intents, default);
        await store.SaveAsync(Scope, [.. intents.Select(intent => intent with { CandidateId = "2239928341129601024" })], default);

        Counted.Count.ShouldBe(2);
        var links = await store.ReadAllAsync(Scope, default);
        links.Values.ShouldAllBe(link => !link.IsIntent && link.CandidateId == "2239928341129601024");
        await store.RemoveIntentsAsync(Scope, ["5", "no such"], default);
        (await store.ReadAllAsync(Scope, default)).Count.ShouldBe(99);
    }

    [Fact]
    public async Task Scopes_and_odd_keys_never_mix()
    {
        var store = Get<ICandidateLinkStore>();
        var odd = new LinkScope("a|b", "c/d#e?%", 2027);
        await store.SaveAsync(odd, [Intent("1/2|3%#?\\", "one") with { CandidateId = "7" }], default);
        await store.SaveAsync(new LinkScope("a", "b|c/d#e?%", 2027), [Intent("x", "one") with { CandidateId = "8" }], default);

        (await store.ReadAllAsync(odd, default)).ShouldHaveSingleItem().Key.ShouldBe("1/2|3%#?\\");
    }

    [Fact]
    public async Task Bookings_and_set_aside_records_are_read_as_they_were_written()
    {
        var bookings = Get<IBookingLinkStore>();
        var link = new BookingLink
        {
            ApplicantNumber = "10000001",
            Seminars = new Dictionary<string, BookingState> { ["270100"] = BookingState.Cancelled, ["270101"] = BookingState.Attended },
            Written = BookingState.Booked,
        };
        await bookings.SettleAsync(Scope, Event, [link], default);
        var read = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        read.Seminars.ShouldBe(link.Seminars, ignoreOrder: true);
        read.Written.ShouldBe(BookingState.Booked);

        var asides = Get<ISetAsideStore>();
        var aside = new SetAside("10000001", FailureCode.CandidateRejected, "mail", Clock.GetUtcNow(), 2);
        await asides.SaveAsync(Scope, "miws-2027", [aside, aside with { ApplicantNumber = "10000002" }], [], default);
        await asides.SaveAsync(Scope, "other", [aside], [], default);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000002"], default);
        (await asides.ReadAllAsync(Scope, "miws-2027", default)).ShouldHaveSingleItem().Value.ShouldBe(aside);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000001"], default);
        (await asides.ReadAllAsync(Scope, "other", default)).ShouldHaveSingleItem("one account never clears what another set aside");
    }

    [Fact]
    public async Task A_record_that_an_older_version_set_aside_belongs_to_whoever_finds_it()
    {
        await Clients.Tables.GetTableClient(StorageNames.SetAsideTable).AddEntityAsync(new TableEntity("sample|miws|2027", "10000001")
        {
            ["Reason"] = "CandidateRejected", ["Detail"] = "mail", ["Since"] = Clock.GetUtcNow(), ["Attempts"] = 2,
        });
        var asides = Get<ISetAsideStore>();

        (await asides.ReadAllAsync(Scope, "miws-2027", default))["10000001"].Attempts.ShouldBe(2);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000001"], default);
        (await asides.ReadAllAsync(Scope, "miws-2027", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_booking_is_announced_over_what_was_read_and_settled_over_what_came_in_between()
    {
        var bookings = Get<IBookingLinkStore>();
        var mine = Booking("270100", BookingState.Booked, "mine/r") with { Intended = BookingState.Booked };
        var announced = (await bookings.AnnounceAsync(Scope, Event, [mine], default)).ShouldHaveSingleItem();
        var again = (await bookings.AnnounceAsync(Scope, Event, [mine], default)).ShouldHaveSingleItem("a repeated try finds its own");
        again.ETag.ShouldBe(announced.ETag);
        (await bookings.AnnounceAsync(Scope, Event, [Booking("270101", BookingState.Booked, "theirs/r")], default))
            .ShouldBeEmpty("somebody else's");

        // Another account of the year has seen another seminar of the event meanwhile.
        var theirs = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        await bookings.SettleAsync(
            Scope,
            Event,
            [theirs with
            {
                Seminars = new Dictionary<string,
                BookingState> { ["270100"] = BookingState.Booked, ["270101"] = BookingState.Cancelled },
                Seen = ["270101"],
            }],
            default);
        await bookings.SettleAsync(
            Scope, Event, [announced with { Written = BookingState.Booked, Intended = null, Settles = true }], default);

        var settled = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        settled.Written.ShouldBe(BookingState.Booked);
        settled.Intended.ShouldBeNull();
        settled.Seminars.ShouldBe(
            new Dictionary<string, BookingState> { ["270100"] = BookingState.Booked, ["270101"] = BookingState.Cancelled },
            ignoreOrder: true);
    }

    private BookingLink Booking(string seminar, BookingState state, string run) => new()
    {
        ApplicantNumber = "10000001",
        Seminars = new Dictionary<string, BookingState> { [seminar] = state },
        Seen = [seminar],
        IntendedAt = Clock.GetUtcNow(),
        RunId = run,
    };
}
