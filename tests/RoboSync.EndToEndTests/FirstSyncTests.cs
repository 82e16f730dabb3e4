using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.World;
using RoboSync.Sync.Calendar;

namespace RoboSync.EndToEndTests;

/// <summary>A tenant's first slots.</summary>
public abstract class FirstSyncs(StorageFixture storage, MiwsSkin skin)
{
    [Fact]
    public async Task Candidates_labels_and_bookings_arrive_in_one_run_and_one_mail_says_so()
    {
        await using var product =
            await StartAsync(applicants: 130, options => options.World = options.World with { Years = [2027, 2028] });

        var slot = await product.RunSlotAsync();

        product.ShouldBeInStep();
        var hrmos = product.World.Hrmos.Data;
        hrmos.Candidates.Count.ShouldBe(130);
        hrmos.Candidates.ShouldAllBe(candidate => candidate.Id.Length == 19);
        hrmos.Labels.Select(label => label.Name).ShouldBe(["2027卒", "2028卒"], ignoreOrder: true);
        hrmos.Events.Sum(item => hrmos.BookingsOf(item.Id).Count).ShouldBeGreaterThan(20);
        var counts = slot.Reports.Values.Select(run => run!.Counts).ToList();
        counts.Sum(count => count.Created).ShouldBe(130);
        counts.Sum(count => count.Booked).ShouldBe(hrmos.Events.Sum(item => hrmos.BookingsOf(item.Id).Count));
        var mail = slot.Mails.ShouldHaveSingleItem();
        mail.Subject.ShouldStartWith("【RoboSync】6/1 12:00の連携結果：新規130名・更新0名");
        mail.To.ShouldBe(["saiyo@sample.example"]);
        mail.Cc.ShouldBe(["saiyo-ml@sample.example"]);
        mail.Text.ShouldContain("マイナビ2027（miws-2027）");
        mail.Text.ShouldContain("【新規登録】65名");
    }

    [Fact]
    public async Task A_run_over_unchanged_sites_opens_no_detail_page_and_writes_nothing()
    {
        await using var product = await StartAsync(applicants: 130);
        await product.RunSlotAsync();

        var again = await product.RunSlotAsync();
        var nextDay = await RunUntilTomorrowAsync(product);

        foreach (var slot in new[] { again, nextDay })
        {
            slot.DetailPages.ShouldBeEmpty();
            slot.HrmosRequests.ShouldHaveSingleItem().Target.ShouldBe("/v1/events?page=1");
            slot.Run.Failure.ShouldBeNull();
            slot.Run.Counts.Created.ShouldBe(0);
        }

        again.Run.Counts.Listed.ShouldBeLessThan(130, "later runs of a day stop behind the watermark");
        nextDay.Run.Counts.Listed.ShouldBe(130, "in its turn of the day it reads the whole list");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Five_further_slots_with_the_sites_moving_on_leave_both_in_step()
    {
        await using var product =
            await StartAsync(applicants: 120, options => options.World = options.World with { Years = [2027, 2028] });
        await product.RunSlotAsync();

        for (var number = 0; number < 5; number++)
        {
            product.World.Advance();
            var slot = await product.RunSlotAsync();

            slot.Reports.Values.ShouldAllBe(run => run!.Failure == null);
            product.ShouldBeInStep();
        }
    }

    private static async Task<SlotOutcome> RunUntilTomorrowAsync(Product product)
    {
        SlotOutcome slot;
        do
        {
            slot = await product.RunSlotAsync();
        }
        while (JapanTime.DateInJapan(slot.Slot) != new DateOnly(2026, 6, 2)
            || DailyTurn.LastCame(SlotSchedule.Default, "sample/miws-2027", slot.Slot) != slot.Slot);

        return slot;
    }

    private Task<Product> StartAsync(int applicants, Action<ProductOptions>? configure = null) =>
        Product.StartAsync(storage, applicants, configure, skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class FirstSyncTests(StorageFixture storage) : FirstSyncs(storage, MiwsSkin.Plain)
{
    private readonly StorageFixture storage = storage;

    [Fact]
    public async Task Its_requests_are_those_that_the_architecture_page_explains_and_none_is_sent_twice()
    {
        const int Applicants = 130;
        await using var product = await Product.StartAsync(storage, Applicants);

        var slot = await product.RunSlotAsync();

        // docs/architecture.md, "Requests of a run".
        var mapped = product.World.Plans.SelectMany(plan => plan.SeminarNumbers).ToList();
        var listPages = Pages(Applicants);
        var bookingPages = mapped.Sum(seminar => Pages(product.Miws.BookingsOf(seminar).Count));
        slot.MiwsRequests.Count.ShouldBe(3 + listPages + Applicants + 1 + bookingPages);
        slot.Run.Counts.MiwsRequests.ShouldBe(slot.MiwsRequests.Count);
        var reads = slot.MiwsRequests.Where(request => request.Method == "GET").Select(request => request.Target).ToList();
        reads.Distinct(StringComparer.Ordinal).Count().ShouldBe(reads.Count);

        // A create per candidate, a second one where HRMOS suspected a namesake or a family's phone, two for the label, one for the list of
        // events, a page per booked event and one write per booking.
        var creates = slot.HrmosWrites.Where(request => request.Target == "/v1/candidates").ToList();
        var suspicions = creates.Count(request => request.Status == 409);
        creates.Count.ShouldBe(Applicants + suspicions);
        var events = product.World.Plans.Select(plan => product.World.Hrmos.Data.BookingsOf(plan.EventId).Count).Where(count => count > 0)
            .ToList();
        slot.HrmosRequests.Count.ShouldBe(creates.Count + 3 + events.Count + events.Sum());
        slot.Run.Counts.HrmosRequests.ShouldBe(slot.HrmosRequests.Count);
    }

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task It_reads_pages_in_the_encodings_of_older_sites(string encoding)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        await using var product = await Product.StartAsync(
            storage, applicants: 30, options =>
                options.World = options.World with { PageEncoding = System.Text.Encoding.GetEncoding(encoding) });

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        var truth = GroundTruth.Compare(product.World);
        (truth.MissingCandidates, truth.MissingBookings).ShouldBe((0, 0));
    }

    private static int Pages(int rows) => Math.Max(1, (rows + 49) / 50);
}
