using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Traps;
using RoboSync.Simulators.Miws;
using RoboSync.Storage;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>
/// A run asks MIWS for the pages that it needs (docs/architecture.md, "What a run needs"), each once; and a booking is in HRMOS after the
/// same slot all the same.
/// </summary>
public sealed class NeededPagesTests(StorageFixture storage)
{
    private const int Applicants = 130;
    private const int SignIn = 3;
    private const string Booked = "予約";
    private const string Cancelled = "キャンセル";

    private static readonly DateTimeOffset InJuly = new(2026, 7, 6, 9, 0, 0, JapanTime.Offset);

    [Fact]
    public async Task Every_run_of_two_days_asks_for_the_pages_that_it_needs_and_for_no_other()
    {
        await using var product = await StartAsync(Applicants);
        var (asked, needed, turns) = (0, 0, 0);
        for (var number = 0; number < 8; number++)
        {
            product.Clock.Advance(TimeSpan.FromHours(1));
            var (edited, booked) = Live(product, number);

            var slot = await product.RunSlotAsync();

            var isTurn = IsTurn(product, slot.Slot);
            List<string> pages =
            [
                .. ListPages(isTurn),
                .. edited is null ? [] : new[] { $"/applicants/detail?year=2027&no={edited}" },
                "/seminars?year=2027&page=1",
                .. product.World.Plans.SelectMany(plan => plan.SeminarNumbers)
                    .Where(seminar => isTurn || !IsPast(product, seminar) || seminar == booked)
                    .SelectMany(seminar => BookingPages(product, seminar)),
            ];
            slot.MiwsRequests.Skip(SignIn).Select(request => request.Target)
                .ShouldBe(pages, ignoreOrder: true, $"slot {number}, its turn: {isTurn}");
            slot.Run.Counts.MiwsRequests.ShouldBe(SignIn + pages.Count);
            (asked, needed, turns) = (asked + slot.MiwsRequests.Count, needed + SignIn + pages.Count, turns + (isTurn ? 1 : 0));
            product.ShouldBeInStep();
        }

        turns.ShouldBe(2, "once a day");
        ((double)asked / needed).ShouldBe(1.00);
    }

    [Fact]
    public async Task A_booking_of_a_past_seminar_and_its_newcomer_are_in_hrmos_after_the_same_slot()
    {
        await using var product = await StartAsync(12);
        await TheTurnAsync(product);
        var newcomer = product.Miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, MiwsFlows.MainSite);
        product.Miws.SetBooking(Past(product), newcomer.Number, Booked);

        await product.RunSlotAsync();

        product.World.Hrmos.Data.BookingsOf(product.World.Plans[0].EventId).Count(booking => booking.Status == "booked")
            .ShouldBe(product.Miws.BookingsOf(Past(product)).Count(booking => booking.Status == Booked));
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Who_was_booked_before_they_were_a_candidate_is_booked_with_their_import_without_another_look_at_the_page()
    {
        await using var product = await StartAsync(12);
        var intern = product.Miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, "インターンシップ");
        product.Miws.SetBooking(Past(product), intern.Number, Booked);
        await TheTurnAsync(product);
        var named = await product.RunSlotAsync();
        named.MiwsRequests.ShouldNotContain(request => Opens(request.Target, Past(product)), "it is past and was read today");
        named.Run.Counts.Unlinked.ShouldBeGreaterThan(0);
        named.Mail.Text.ShouldContain($"・応募者番号 {intern.Number}（セミナーNo. {Past(product)}）");
        product.Miws.ChangeFlow(intern.Number, MiwsFlows.MainSite);

        var slot = await product.RunSlotAsync();

        IsTurn(product, slot.Slot).ShouldBeFalse("this test needs two slots between two turns");
        slot.MiwsRequests.ShouldNotContain(request => Opens(request.Target, Past(product)));
        product.ShouldBeInStep();
        slot.Run.Counts.Unlinked.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_list_shows_when_bookings_changed_only_those_seminars_are_opened_also_where_their_number_is_the_same()
    {
        await using var product = await StartAsync(40, showsChanges: true);
        await TheTurnAsync(product);
        var quiet = await product.RunSlotAsync();
        var coming = product.World.Plans[4].SeminarNumbers[1];
        IsPast(product, coming).ShouldBeFalse();
        var leaves = product.Miws.BookingsOf(coming).First(booking => booking.Status == Booked).ApplicantNumber;
        var comes = product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow)
            && product.Miws.BookingsOf(coming).All(booking => booking.ApplicantNumber != applicant.Number)).Number;
        product.Miws.SetBooking(coming, leaves, Cancelled);
        product.Miws.SetBooking(coming, comes, Booked);

        var slot = await product.RunSlotAsync();

        (IsTurn(product, quiet.Slot), IsTurn(product, slot.Slot)).ShouldBe((false, false), "this test needs two slots between two turns");
        quiet.MiwsRequests.ShouldNotContain(request => request.Target.StartsWith("/seminars/bookings", StringComparison.Ordinal));
        quiet.MiwsRequests.Count.ShouldBe(SignIn + 2, "sign-in, list and seminars");
        slot.MiwsRequests.Where(request => request.Target.StartsWith("/seminars/bookings", StringComparison.Ordinal))
            .ShouldAllBe(request => Opens(request.Target, coming));
        (slot.Run.Counts.Booked, slot.Run.Counts.Cancelled).ShouldBe((1, 1));
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Whole_lists_are_spread_over_the_day_by_account()
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 240, options => options.World = options.World with { Years = [2027, 2028, 2029, 2030] });
        await product.RunSlotAsync();
        product.Clock.AdvanceTo(InJuly.AddHours(-2));
        await product.RunSlotAsync();

        var whole = new Dictionary<DateTimeOffset, List<string>>();
        for (var number = 0; number < 4; number++)
        {
            var slot = await product.RunSlotAsync();
            whole[slot.Slot] = [.. slot.Reports.Where(report => report.Value!.Counts.Listed == 60).Select(report => report.Key)];
        }

        whole.Values.SelectMany(accounts => accounts).Order(StringComparer.Ordinal)
            .ShouldBe(["miws-2027", "miws-2028", "miws-2029", "miws-2030"], ignoreOrder: false, "each once a day");
        foreach (var (slot, accounts) in whole)
        {
            accounts.ShouldAllBe(account => DailyTurn.LastCame(SlotSchedule.Default, $"sample/{account}", slot) == slot);
        }
    }

    // In two slots of three somebody changes and somebody books: a past seminar, or one that comes.
    private static (string? Edited, string? Booked) Live(Product product, int number)
    {
        if (number % 3 == 0)
        {
            return (null, null);
        }

        var booked = product.Miws.Seminars.SelectMany(item => product.Miws.BookingsOf(item.Number))
            .Select(booking => booking.ApplicantNumber).ToHashSet(StringComparer.Ordinal);
        var (edits, books) = product.Miws.Applicants
            .Where(applicant => MiwsFlows.IsImported(applicant.Flow) && !booked.Contains(applicant.Number)) switch
        {
            var free => (free.First().Number, free.Last().Number),
        };
        var seminar = number % 2 == 0 ? Past(product) : product.World.Plans[4].SeminarNumbers[0];
        product.Miws.Edit(edits, person => person with { Laboratory = $"研究室{number}" });
        product.Miws.SetBooking(seminar, books, Booked);
        return (edits, seminar);
    }

    private static List<string> ListPages(bool isTurn) =>
        [.. Enumerable.Range(1, isTurn ? 3 : 1)
            .Select(page => $"/applicants?year=2027&flow=10&flow=20&sort=updated&order=desc&page={page}")];

    private static IEnumerable<string> BookingPages(Product product, string seminar) =>
        Enumerable.Range(1, Math.Max(1, (product.Miws.BookingsOf(seminar).Count + 49) / 50))
            .Select(page => $"/seminars/bookings?year=2027&no={seminar}&page={page}");

    private static bool Opens(string target, string seminar) =>
        target.StartsWith($"/seminars/bookings?year=2027&no={seminar}&", StringComparison.Ordinal);

    private static string Past(Product product) => product.World.Plans[0].SeminarNumbers[0];

    private static bool IsPast(Product product, string seminar) =>
        product.Miws.FindSeminar(seminar)!.Date < JapanTime.DateInJapan(product.Clock.GetUtcNow());

    private static bool IsTurn(Product product, DateTimeOffset slot) =>
        DailyTurn.LastCame(SlotSchedule.Default, new AccountKey("sample", "miws-2027").ToString(), slot) == slot;

    // Runs slots up to and with the account's turn, so that some slots without it follow.
    private static async Task TheTurnAsync(Product product)
    {
        while (!IsTurn(product, (await product.RunSlotAsync()).Slot))
        {
        }
    }

    // In July, when some of the seminars are past, and everything has been read once.
    private async Task<Product> StartAsync(int applicants, bool showsChanges = false)
    {
        var product = await Product.StartAsync(storage, applicants);
        if (showsChanges)
        {
            product.Miws.ShowsBookingChanges = true;
            await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream("seminar-list.json")!;
            var definition = (await JsonNode.ParseAsync(shipped))!;
            definition["fields"]!["bookingsChanged"] = new JsonObject
            {
                ["column"] = new JsonArray("予約更新日時"), ["convert"] = "dateTime",
            };
            await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer)
                .GetBlobClient("miws/seminar-list.json").UploadAsync(BinaryData.FromString(definition.ToJsonString()), overwrite: true);
        }

        await product.RunSlotAsync();
        product.Clock.AdvanceTo(InJuly);
        await product.RunSlotAsync();
        return product;
    }
}
