using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Simulators.World;

namespace RoboSync.EndToEndTests.Traps;

/// <summary>Who is booked.</summary>
public abstract class BookingTraps(StorageFixture storage, MiwsSkin skin)
{
    private const string Booked = "予約";
    private const string Cancelled = "キャンセル";

    [Fact]
    public async Task Booking_for_a_candidate_created_in_the_same_run()
    {
        await using var product = await StartAsync();
        var newcomer = product.Miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, MiwsFlows.MainSite);
        product.Miws.SetBooking(Single(product), newcomer.Number, Booked);

        await product.RunSlotAsync();

        Status(product, newcomer.Number).ShouldBe("booked");
    }

    [Fact]
    public async Task Cancel_then_rebook_between_two_runs_stays_booked()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        product.Miws.SetBooking(Single(product), number, Cancelled);
        product.Miws.SetBooking(Single(product), number, Booked);

        var slot = await product.RunSlotAsync();

        slot.HrmosWrites.ShouldBeEmpty();
        Status(product, number).ShouldBe("booked");
    }

    [Fact]
    public async Task Cancel_in_one_run_and_rebook_in_the_next_ends_booked()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        product.Miws.SetBooking(Single(product), number, Cancelled);
        var cancelling = await product.RunSlotAsync();
        Status(product, number).ShouldBe("cancelled");
        cancelling.Run.Counts.Cancelled.ShouldBe(1);
        product.Miws.SetBooking(Single(product), number, Booked);

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Booked.ShouldBe(1);
        Status(product, number).ShouldBe("booked");
    }

    [Fact]
    public async Task A_booking_that_moved_to_another_seminar_is_cancelled_there_and_booked_here()
    {
        await using var product = await StartAsync();
        var (from, to) = (product.World.Plans[0].SeminarNumbers[0], product.World.Plans[1].SeminarNumbers[0]);
        var number = Book(product, from);
        await product.RunSlotAsync();
        product.Miws.SetBooking(from, number, Cancelled);
        product.Miws.SetBooking(to, number, Booked);

        await product.RunSlotAsync();

        Status(product, number, product.World.Plans[0]).ShouldBe("cancelled");
        Status(product, number, product.World.Plans[1]).ShouldBe("booked");
    }

    [Fact]
    public async Task Two_seminars_to_one_event_one_cancelled_and_one_kept_stays_booked()
    {
        await using var product = await StartAsync();
        var shared = product.World.Plans.Single(plan => plan.SeminarNumbers.Count == 2);
        var number = Book(product, shared.SeminarNumbers[0]);
        product.Miws.SetBooking(shared.SeminarNumbers[1], number, Booked);
        await product.RunSlotAsync();
        product.Miws.SetBooking(shared.SeminarNumbers[0], number, Cancelled);

        var one = await product.RunSlotAsync();
        Status(product, number, shared).ShouldBe("booked");
        one.HrmosWrites.ShouldBeEmpty();
        product.Miws.SetBooking(shared.SeminarNumbers[1], number, Cancelled);
        await product.RunSlotAsync();

        Status(product, number, shared).ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_row_that_vanishes_by_a_filter_cancels_nothing()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        product.ArmMiws(new Fault(MiwsFaults.BookingRowHidden, Value: JsonValue.Create(number)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        slot.HrmosWrites.ShouldBeEmpty();
        Status(product, number).ShouldBe("booked");
    }

    [Theory]
    [InlineData("attended")]
    [InlineData("absent")]
    public async Task Attendance_that_staff_set_in_hrmos_stays_whatever_miws_says(string attendance)
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        product.World.Hrmos.Data.SetBooking(product.World.Plans[0].EventId, CandidateId(product, number), attendance);
        product.Miws.SetBooking(Single(product), number, Cancelled);

        var slot = await product.RunSlotAsync();
        var next = await product.RunSlotAsync();

        Status(product, number).ShouldBe(attendance);
        slot.HrmosWrites.ShouldBeEmpty();
        slot.Run.Counts.KeptByStaff.ShouldBe(1);
        slot.Mail.Text.ShouldContain("HRMOSで出席または欠席が登録済みのため、予約状況を変更しませんでした。");
        next.HrmosWrites.ShouldBeEmpty("it is settled");
    }

    [Fact]
    public async Task A_booking_that_staff_made_is_named_and_not_cancelled()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        var number = Book(product, Single(product));
        product.Miws.SetBooking(Single(product), number, Cancelled);
        product.World.Hrmos.Data.SetBooking(product.World.Plans[0].EventId, CandidateId(product, number), "booked");

        var slot = await product.RunSlotAsync();
        var next = await product.RunSlotAsync();

        slot.HrmosWrites.ShouldBeEmpty();
        Status(product, number).ShouldBe("booked");
        slot.Mail.Subject.ShouldEndWith("（要対応あり）");
        slot.Mail.Text.ShouldContain("HRMOSで予約を確認し、不要であればHRMOSでキャンセルしてください。");
        slot.Mail.Text.ShouldContain($"・応募者番号 {number}（セミナーNo. {Single(product)}）");
        next.Mail.Text.ShouldNotContain(number, Case.Sensitive, "it is told once");
    }

    [Fact]
    public async Task Attendance_set_while_the_run_writes_stays()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        product.Miws.SetBooking(Single(product), number, Cancelled);
        product.HrmosFaults.Arm(new Fault(FaultNames.Slow, $"/v1/events/{product.World.Plans[0].EventId}/bookings/", Value: 500));

        var run = product.RunSlotAsync();
        await Eventually.TrueAsync(() => product.World.Hrmos.Server.Requests.Count(
            request => request.Target.Contains(product.World.Plans[0].EventId, StringComparison.Ordinal)) >= 3);
        product.World.Hrmos.Data.SetBooking(product.World.Plans[0].EventId, CandidateId(product, number), "attended");
        var slot = await run;

        Status(product, number).ShouldBe("attended");
        slot.Run.Counts.KeptByStaff.ShouldBe(1);
    }

    [Fact]
    public async Task Attendance_in_miws_says_that_there_was_a_booking()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        product.Miws.SetBooking(Single(product), number, "出席");

        await product.RunSlotAsync();

        Status(product, number).ShouldBe("booked");
    }

    [Fact]
    public async Task Event_deleted_in_hrmos_is_named_and_the_others_go_on_and_a_new_mapping_heals_it()
    {
        await using var product = await StartAsync();
        var (dead, alive) = (product.World.Plans[0], product.World.Plans[1]);
        var first = Book(product, dead.SeminarNumbers[0]);
        var second = Book(product, alive.SeminarNumbers[0]);
        product.World.Hrmos.Data.DeleteEvent(dead.EventId);

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        Status(product, second, alive).ShouldBe("booked");
        slot.Mail.Text.ShouldContain("イベント名対応表のイベントがHRMOSに見つかりませんでした。");
        slot.Mail.Text.ShouldContain($"・HRMOSイベントID {dead.EventId}（セミナーNo. {dead.SeminarNumbers[0]}）");
        var fresh = product.World.Hrmos.Data.AddEvent(null, "会社説明会（再）", DateTimeOffset.UnixEpoch);
        await product.UploadMappingAsync(product.World.MappingCsv().Replace(dead.EventId, fresh.Id, StringComparison.Ordinal));
        await product.RunSlotAsync();
        product.World.Hrmos.Data.FindBooking(fresh.Id, CandidateId(product, first))!.Status.ShouldBe("booked");
    }

    [Fact]
    public async Task A_seminar_mapped_later_brings_its_past_bookings()
    {
        await using var product = await StartAsync();
        var unmapped = product.Miws.Seminars.Select(seminar => seminar.Number)
            .Except(product.World.Plans.SelectMany(plan => plan.SeminarNumbers)).First();
        var number = Book(product, unmapped);
        var before = await product.RunSlotAsync();
        before.Run.Counts.Unmapped.ShouldBeGreaterThan(0);
        before.Mail.Text.ShouldContain($"・セミナーNo. {unmapped}");
        var added = product.World.Hrmos.Data.AddEvent(null, "追加の説明会", DateTimeOffset.UnixEpoch);
        await product.UploadMappingAsync(product.World.MappingCsv() + $"{added.Id},{unmapped}\r\n");

        await product.RunSlotAsync();

        product.World.Hrmos.Data.FindBooking(added.Id, CandidateId(product, number))!.Status.ShouldBe("booked");
    }

    [Fact]
    public async Task A_mapping_that_is_removed_follows_no_more_and_cancels_nothing()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        await product.RunSlotAsync();
        var rows = product.World.MappingCsv().Split("\r\n");
        await product.UploadMappingAsync(
            string.Join("\r\n", rows.Where(row => !row.EndsWith($",{Single(product)}", StringComparison.Ordinal))));
        product.Miws.SetBooking(Single(product), number, Cancelled);

        await product.RunSlotAsync();

        Status(product, number).ShouldBe("booked");
    }

    [Fact]
    public async Task A_mapping_replaced_during_a_run_counts_from_the_next_run()
    {
        await using var product = await StartAsync();
        var number = Book(product, Single(product));
        var added = product.World.Hrmos.Data.AddEvent(null, "新しい説明会", DateTimeOffset.UnixEpoch);
        product.ArmMiws(new Fault(FaultNames.Slow, "/applicants/detail", Times: 1, Value: 1500));

        var run = product.RunSlotAsync();
        await Eventually.TrueAsync(
            () => product.World.Miws.Server.Requests.Any(
                request => request.Target.StartsWith(skin.Addresses.List, StringComparison.Ordinal)));
        await product.Get<Sync.EventMapping.IEventMappingStore>().SaveAsync(
            "sample", new Dictionary<string, string> { [Single(product)] = added.Id }, product.Clock.GetUtcNow().AddYears(1), default);
        var slot = await run;

        slot.Run.MappingVersion.ShouldBe(1);
        Status(product, number).ShouldBe("booked");
        product.World.Hrmos.Data.BookingsOf(added.Id).ShouldBeEmpty();
        (await product.RunSlotAsync()).Run.MappingVersion.ShouldBe(2);
        product.World.Hrmos.Data.FindBooking(added.Id, CandidateId(product, number))!.Status.ShouldBe("booked");
    }

    [Fact]
    public async Task A_booking_of_somebody_not_imported_is_counted_and_named()
    {
        await using var product = await StartAsync();
        var other = product.Miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, "インターンシップ");
        product.Miws.SetBooking(Single(product), other.Number, Booked);

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Unlinked.ShouldBeGreaterThan(0);
        slot.Mail.Text.ShouldContain($"・応募者番号 {other.Number}（セミナーNo. {Single(product)}）");
        slot.Mail.Text.ShouldContain("HRMOSの「イベント代理申し込み」で、イベントと候補者を手動で紐づけてください。");
    }

    private static string Single(Product product) => product.World.Plans[0].SeminarNumbers[0];

    // Somebody who is imported and has no booking yet.
    private static string Book(Product product, string seminar)
    {
        var taken = product.Miws.Seminars.SelectMany(item => product.Miws.BookingsOf(item.Number))
            .Select(booking => booking.ApplicantNumber).ToHashSet();
        var number = product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow) && !taken.Contains(applicant.Number))
            .Number;
        product.Miws.SetBooking(seminar, number, Booked);
        return number;
    }

    private static string CandidateId(Product product, string number) =>
        product.World.Hrmos.Data.Candidates.Single(candidate => candidate.ExternalId == $"miws:2027:{number}").Id;

    private static string? Status(Product product, string number, SeminarPlan? plan = null) =>
        product.World.Hrmos.Data.FindBooking((plan ?? product.World.Plans[0]).EventId, CandidateId(product, number))?.Status;

    private Task<Product> StartAsync() => Product.StartAsync(storage, applicants: 12, skin: skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class BookingTrapTests(StorageFixture storage) : BookingTraps(storage, MiwsSkin.Plain);
