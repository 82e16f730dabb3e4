using RoboSync.Miws;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Media;

/// <summary>Lists whose rows move while they are read, and lists that never come out whole.</summary>
public sealed class WholeListTests
{
    private static readonly IReadOnlySet<string> Flows = MiwsMedium.Flows;
    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0);

    [Fact]
    public async Task Somebody_who_leaves_after_page_1_hides_nobody()
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people => people.RemoveAt(3));

        var listing = await ReadAsync(site);

        listing.Rows.Select(row => row.ApplicantNumber).ShouldBe(site.People.Select(row => row.ApplicantNumber), ignoreOrder: true);
        listing.Total.ShouldBe(119);
    }

    [Fact]
    public async Task Somebody_who_leaves_while_another_enters_hides_nobody()
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people => people.RemoveAt(3));
        site.After(page: 2, people => people.Insert(0, MovingSite.Person(900, Now)));

        var listing = await ReadAsync(site);

        site.People.Select(row => row.ApplicantNumber).Except(listing.Rows.Select(row => row.ApplicantNumber)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_who_leaves_while_the_newest_changes_are_read_hides_nobody_who_changed()
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people => people.RemoveAt(3));

        var listing = await ReadAsync(site, downTo: site.People[90].LastChanged);

        listing.Full.ShouldBeFalse();
        site.People.Take(90).Select(row => row.ApplicantNumber).Except(listing.Rows.Select(row => row.ApplicantNumber)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_enters_or_changes_while_the_list_is_read_is_found_on_top_without_reading_all_again()
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people => people.Insert(0, MovingSite.Person(900, Now)));
        site.After(page: 2, people =>
        {
            var last = people[^1];
            people.RemoveAt(people.Count - 1);
            people.Insert(0, last with { LastChanged = Now });
        });

        var listing = await ReadAsync(site);

        listing.Rows.Select(row => row.ApplicantNumber).ShouldBe(site.People.Select(row => row.ApplicantNumber), ignoreOrder: true);
        site.Pages.ShouldBe(4, "three pages, and the first once more");
        listing.Newest.ShouldBe(MovingSite.Person(0, Now).LastChanged, "who came later is read by the next run too");
    }

    [Fact]
    public async Task Entries_without_end_stop_no_run()
    {
        var site = new MovingSite(people: 300);
        site.Always(people => people.Insert(0, MovingSite.Person(1000 + people.Count, Now)));

        var listing = await ReadAsync(site);

        Enumerable.Range(0, 300).Select(MovingSite.Number).Except(listing.Rows.Select(row => row.ApplicantNumber)).ShouldBeEmpty();
        site.Pages.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task People_who_leave_without_end_end_the_reading_in_a_failure_that_passes()
    {
        var site = new MovingSite(people: 300);
        site.Always(people => people.RemoveAt(0));

        var failure = await Should.ThrowAsync<SyncException>(() => ReadAsync(site));

        (failure.Code, failure.Kind).ShouldBe((FailureCode.SiteListMoves, FailureKind.Transient));
        site.Pages.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task One_booking_between_two_pages_stops_nothing_and_is_read()
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people => people.Insert(0, MovingSite.Person(900, Now)));

        var list = await WholeList.ReadBookingsAsync(site, "270100", stated: 120, default);

        list.Rows.Select(row => row.ApplicantNumber).ShouldBe(site.People.Select(row => row.ApplicantNumber), ignoreOrder: true);
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("bookings")]
    public async Task One_who_leaves_while_another_comes_at_the_end_hides_nobody_though_the_total_stays(string list)
    {
        var site = new MovingSite(people: 120);
        site.After(page: 1, people =>
        {
            people.RemoveAt(3);
            people.Add(MovingSite.Person(900, Now));
        });

        var read = list == "seminars"
            ? (await WholeList.ReadSeminarsAsync(site, default)).Rows.Select(row => row.SeminarNumber)
            : (await WholeList.ReadBookingsAsync(site, "270100", stated: 120, default)).Rows.Select(row => row.ApplicantNumber);

        site.People.Select(row => row.ApplicantNumber).Except(read).ShouldBeEmpty();
        site.Pages.ShouldBe(5, "three pages, and all but the last once more");
    }

    [Fact]
    public async Task A_list_of_one_page_is_read_once()
    {
        var site = new MovingSite(people: 50);

        await WholeList.ReadBookingsAsync(site, "270100", stated: 50, default);

        site.Pages.ShouldBe(1);
    }

    [Fact]
    public async Task A_booking_list_that_is_clearly_shorter_than_the_list_of_seminars_says_is_refused()
    {
        var site = new MovingSite(people: 4);

        (await WholeList.ReadBookingsAsync(site, "270100", stated: 7, default))
            .Rows.Count.ShouldBe(4, "three may have cancelled meanwhile");
        (await WholeList.ReadBookingsAsync(site, "270100", stated: 0, default)).Rows.Count.ShouldBe(4, "and others booked");
        (await Should.ThrowAsync<SyncException>(() => WholeList.ReadBookingsAsync(site, "270100", stated: 40, default)))
            .Code.ShouldBe(FailureCode.SiteTotalDiffers);
        site.Kept.ShouldBe([FailureCode.SiteTotalDiffers]);
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("bookings")]
    [InlineData("applicants")]
    public async Task Where_the_page_is_ignored_the_reading_ends_at_once(string list)
    {
        var site = new MovingSite(people: 120) { IgnoresPage = true };

        var failure = await Should.ThrowAsync<SyncException>(() => ReadAsync(site, list));

        failure.Code.ShouldBe(FailureCode.SitePageRepeats);
        site.Pages.ShouldBe(2);
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("bookings")]
    [InlineData("applicants")]
    public async Task A_list_that_grows_with_every_page_ends(string list)
    {
        var site = new MovingSite(people: 120) { GoesOn = true };

        await Should.ThrowAsync<SyncException>(() => ReadAsync(site, list));

        site.Pages.ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData("seminars", 3)]
    [InlineData("bookings", 3)]
    [InlineData("applicants", -3)]
    [InlineData("applicants", 3)]
    public async Task A_total_that_never_agrees_is_read_once_more_and_refused(string list, int off)
    {
        var site = new MovingSite(people: 60) { TotalIsOffBy = off };

        (await Should.ThrowAsync<SyncException>(() => ReadAsync(site, list))).Kind.ShouldBe(FailureKind.SiteChanged);
        site.Pages.ShouldBeLessThan(8);
        site.Kept.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_total_that_was_wrong_once_is_not_believed_against_the_next_reading()
    {
        var site = new MovingSite(people: 60) { TotalIsOffBy = 1 };
        site.After(page: 3, _ => site.TotalIsOffBy = 0);

        (await ReadAsync(site)).Rows.Count.ShouldBe(60);
    }

    [Theory]
    [InlineData(0, 40, 10)]
    [InlineData(40, 0, 10)]
    [InlineData(0, 10, 0)]
    public async Task A_list_that_shrank_is_refused_also_where_only_links_tell_what_was_before(int lastTotal, int linked, int now)
    {
        var site = new MovingSite(now);

        (await Should.ThrowAsync<SyncException>(
            () => ApplicantListing.ReadAsync(site, new ListingRequest(Flows, Now, null, lastTotal, linked), default)))
            .Code.ShouldBe(FailureCode.SiteListShrank);
    }

    [Fact]
    public async Task A_row_that_is_dated_ahead_is_set_aside_and_hides_nobody()
    {
        var site = new MovingSite(people: 20);
        site.People.Insert(0, MovingSite.Person(900, Now.AddYears(3)));

        var listing = await ReadAsync(site);

        listing.Unread.ShouldHaveSingleItem().ShouldBe(new UnreadRow(MovingSite.Number(900), "lastChanged"));
        listing.Rows.Count.ShouldBe(20);
        listing.Newest.ShouldBe(MovingSite.Person(0, Now).LastChanged);
    }

    [Fact]
    public async Task Many_rows_that_do_not_fit_are_a_changed_site_and_a_few_are_people()
    {
        (await ReadAsync(new MovingSite(people: 60) { Unread = 3 })).Unread.Count.ShouldBe(3);
        (await Should.ThrowAsync<SyncException>(() => ReadAsync(new MovingSite(people: 60) { Unread = 20 })))
            .Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Fact]
    public async Task A_list_that_takes_longer_than_one_invocation_is_gone_on_with_where_it_was_stopped()
    {
        var site = new MovingSite(people: 420);
        ListProgress<ApplicantRow>? begun = null;
        Listing? listing = null;
        var invocations = 0;
        while (listing is null)
        {
            invocations.ShouldBeLessThan(10);
            var pages = 0;
            listing = await ApplicantListing.ReadAsync(
                site,
                new ListingRequest(Flows, Now, null, 0, 0)
                {
                    Begun = begun,
                    MayGoOn = (progress, _) =>
                    {
                        begun = progress;
                        return Task.FromResult(++pages < 3);
                    },
                },
                default);
            invocations++;

            // Between two invocations somebody enters, and somebody who was still to be read changes.
            site.People.Insert(0, MovingSite.Person(900 + invocations, Now));
            var changed = site.People[^1];
            site.People.RemoveAt(site.People.Count - 1);
            site.People.Insert(0, changed with { LastChanged = Now });
        }

        invocations.ShouldBe(3);
        Enumerable.Range(0, 420).Select(MovingSite.Number).Except(listing.Rows.Select(row => row.ApplicantNumber)).ShouldBeEmpty();
        site.Pages.ShouldBeLessThan(14, "no page is read twice but those on top");
    }

    private static async Task<Listing> ReadAsync(MovingSite site, DateTime? downTo = null) =>
        (await ApplicantListing.ReadAsync(site, new ListingRequest(Flows, Now, downTo, 0, 0), default))!;

    private static Task ReadAsync(MovingSite site, string list) => list switch
    {
        "seminars" => WholeList.ReadSeminarsAsync(site, default),
        "bookings" => WholeList.ReadBookingsAsync(site, "270100", null, default),
        _ => ReadAsync(site),
    };
}
