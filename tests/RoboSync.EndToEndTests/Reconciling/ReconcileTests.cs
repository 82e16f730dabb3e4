using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Traps;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Reconciling;

/// <summary>突き合わせ: each kind of difference is found with its reason, nothing is written, and each page is asked for once.</summary>
public sealed class ReconcileTests(StorageFixture storage)
{
    private const string Booked = "予約";
    private const string Cancelled = "キャンセル";

    private static readonly AccountKey Account = new("sample", "miws-2027");

    [Fact]
    public async Task Each_kind_of_difference_is_found_with_its_reason_and_nothing_is_written()
    {
        await using var product = await StartAsync();
        var differences = await MakeDifferencesAsync(product);
        var (miws, hrmos) = (product.World.Miws.Server.Requests.Count, product.World.Hrmos.Server.Requests.Count);

        await AskAsync(product);

        var found = await FindAsync(product);
        found.Failure.ShouldBeNull(product.Errors());
        differences.Count.ShouldBeGreaterThanOrEqualTo(10);
        foreach (var (reason, number) in differences)
        {
            found.Events.SelectMany(item => item.Differences).Where(item => item.ApplicantNumber == number).Select(item => item.Reason)
                .ShouldBe([reason], $"{number} was made to be {reason}");
        }

        found.Events.SelectMany(item => item.Differences).Count().ShouldBe(differences.Count, "nobody else differs");
        found.Events.Single(item => item.Whole == DifferenceReason.EventMissing).EventId.ShouldBe(product.World.Plans[3].EventId);
        found.Events.Where(item => item.Whole == DifferenceReason.SeminarUnmapped).SelectMany(item => item.Seminars)
            .Select(seminar => seminar.Number).ShouldBe(Unmapped(product).Where(number => IsBooked(product, number)), ignoreOrder: true);
        ShouldShowTheNumbersOfBothSides(product, found);

        var asked = product.World.Miws.Server.Requests.Skip(miws).ToList();
        asked.Count(request => request.Method != "GET").ShouldBe(1, "the sign-in");
        asked.Where(request => request.Method == "GET").Select(request => request.Target).ShouldBeUnique();
        product.World.Hrmos.Server.Requests.Skip(hrmos).ShouldAllBe(request => request.Method == "GET");
        await ShouldAnswerWithAFileAsync(product, differences);
    }

    [Fact]
    public async Task Forty_seminars_are_asked_for_once_each()
    {
        await using var product = await StartAsync();
        var mapping = new StringBuilder(product.World.MappingCsv());
        for (var index = product.Miws.Seminars.Count; index < 40; index++)
        {
            var number = $"2703{index:00}";
            product.Miws.AddSeminar(new MiwsSeminar(number, 2027, $"説明会{index}", new DateOnly(2026, 7, 1), "東京本社", 100));
            var added = product.World.Hrmos.Data.AddEvent(null, $"説明会{index}", product.Clock.GetUtcNow());
            mapping.Append(added.Id).Append(',').Append(number).Append("\r\n");
        }

        await product.UploadMappingAsync(mapping.ToString());
        await product.RunSlotAsync();
        var (miws, hrmos) = (product.World.Miws.Server.Requests.Count, product.World.Hrmos.Server.Requests.Count);

        await AskAsync(product);

        var mapped = product.Miws.Seminars.Select(seminar => seminar.Number).Except(Unmapped(product)).ToList();
        var pages = product.World.Miws.Server.Requests.Skip(miws).Select(request => request.Target)
            .Where(target => target.StartsWith("/seminars/bookings?", StringComparison.Ordinal));
        pages.ShouldBe(mapped.Select(number => $"/seminars/bookings?year=2027&no={number}&page=1"), ignoreOrder: true);
        mapped.Count.ShouldBe(38, "two of forty are not mapped");
        var events = product.World.Hrmos.Server.Requests.Skip(hrmos).Select(request => request.Target)
            .Where(target => target.Contains("/bookings", StringComparison.Ordinal)).ToList();
        events.ShouldBeUnique();
        (await FindAsync(product)).Events.ShouldAllBe(item => !item.Differs || item.Whole == DifferenceReason.SeminarUnmapped);
    }

    [Fact]
    public async Task A_repair_has_the_next_run_put_right_what_a_run_can_and_leaves_what_is_staffs()
    {
        await using var product = await StartAsync();
        var plan = product.World.Plans[0];
        var booked = Linked(product, plan);
        var (removed, attended) = (booked[0], booked[1]);
        product.World.Hrmos.Data.RemoveBooking(plan.EventId, CandidateId(product, removed));
        product.World.Hrmos.Data.SetBooking(plan.EventId, CandidateId(product, attended), "attended");
        product.Miws.SetBooking(plan.SeminarNumbers[0], attended, Cancelled);
        await product.RunSlotAsync();
        await AskAsync(product);
        Status(product, plan, removed).ShouldBeNull("a run by itself does not undo what staff did");

        (await RepairAsync(product, plan.EventId)).ShouldBe(1);
        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull(product.Errors());
        Status(product, plan, removed).ShouldBe("booked");
        Status(product, plan, attended).ShouldBe("attended");
        slot.HrmosWrites.Count.ShouldBe(1);
        var row = (await FindAsync(product)).Events.Single(item => item.EventId == plan.EventId);
        row.RepairAskedAt.ShouldBeNull("the run compared it again");
        row.Differences.ShouldBe([new BookingDifference(attended, DifferenceReason.AttendanceStands)]);
        (await RepairAsync(product, plan.EventId)).ShouldBe(0);
        (await product.RunSlotAsync()).HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_the_accounts_turn_of_the_day_seminars_of_the_next_two_days_are_compared_and_the_mail_says_what_differs()
    {
        await using var product = await StartAsync();
        var plan = product.World.Plans[0];
        var day = product.Miws.FindSeminar(plan.SeminarNumbers[0])!.Date;
        product.Clock.AdvanceTo(new DateTimeOffset(day.AddDays(-1).ToDateTime(new TimeOnly(0, 30)), JapanTime.Offset));
        var removed = Linked(product, plan)[0];

        var agreeing = await RunTurnAsync(product);
        product.World.Hrmos.Data.RemoveBooking(plan.EventId, CandidateId(product, removed));
        var differing = await RunTurnAsync(product);

        agreeing.Mail.Text.ShouldNotContain("突き合わせ");
        differing.Mail.Text.ShouldContain("■ 突き合わせ");
        differing.Mail.Text.ShouldContain($"セミナーNo. {plan.SeminarNumbers[0]}");
        differing.Mail.Text.ShouldContain($"当サービスが登録した予約が、HRMOSから削除されています。（応募者番号 {removed}）");
        differing.MiwsRequests.Where(request => request.Method == "GET").Select(request => request.Target)
            .ShouldBeUnique("what the run has read is not asked for again");
        (await FindAsync(product)).Events.ShouldHaveSingleItem().Differs.ShouldBeTrue("the others are not near");
        (await product.RunSlotAsync()).Mail.Text.ShouldNotContain("突き合わせ", Case.Sensitive, "once a day");
    }

    [Fact]
    public async Task Where_a_run_holds_the_account_or_a_site_fails_it_says_so_and_what_was_known_stays()
    {
        await using var product = await StartAsync();
        await AskAsync(product);
        var before = await FindAsync(product);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        product.HrmosFaults.Arm(new Fault(HrmosFaults.TokenInvalid));

        await AskAsync(product);

        var after = await FindAsync(product);
        after.Failure.ShouldBe(Sync.Failures.FailureCode.HrmosTokenInvalid);
        after.AskedAt!.Value.ShouldBeGreaterThan(before.AskedAt!.Value);
        after.WholeAt.ShouldBe(before.WholeAt);
        after.Events.Select(item => item.Key).ShouldBe(before.Events.Select(item => item.Key));
    }

    // Fifteen kinds; the number tells whom each was made of.
    private static async Task<IReadOnlyList<(DifferenceReason Reason, string Number)>> MakeDifferencesAsync(Product product)
    {
        var (hrmos, miws) = (product.World.Hrmos.Data, product.Miws);
        var (first, second) = (product.World.Plans[0], product.World.Plans[1]);
        var early = miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, MiwsFlows.MainSite, new DateTime(2025, 1, 10, 10, 0, 0));
        product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 1, Value: JsonValue.Create("mail")));
        var refused = miws.AddApplicant(CandidateTrapTests.Stranger() with { Mail = "refused@person.example" }, 2027, MiwsFlows.MainSite);
        await product.RunSlotAsync();
        (await product.Get<ISetAsideStore>().ReadAllAsync(new LinkScope("sample", "miws", 2027), Account.AccountId, default))
            .Keys.ShouldBe([refused.Number]);
        product.Clock.Advance(TimeSpan.FromMinutes(30));

        var intern = miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, "インターンシップ");
        var fresh = miws.AddApplicant(CandidateTrapTests.Stranger(), 2027, MiwsFlows.PreSite);
        foreach (var number in new[] { early.Number, refused.Number, intern.Number, fresh.Number })
        {
            miws.SetBooking(first.SeminarNumbers[0], number, Booked);
        }

        // Of those whom both sides have booked, for one seminar.
        var booked = Linked(product, first).Where(number => product.Miws.Seminars.Count(seminar =>
            miws.BookingsOf(seminar.Number).Any(booking => booking.ApplicantNumber == number)) == 1).ToList();
        booked.Count.ShouldBeGreaterThanOrEqualTo(5);
        hrmos.RemoveBooking(first.EventId, CandidateId(product, booked[0]));
        hrmos.SetBooking(first.EventId, CandidateId(product, booked[1]), "cancelled");
        miws.SetBooking(first.SeminarNumbers[0], booked[2], Cancelled);
        hrmos.SetBooking(first.EventId, CandidateId(product, booked[3]), "attended");
        miws.SetBooking(first.SeminarNumbers[0], booked[3], Cancelled);
        product.ArmMiws(new Fault(MiwsFaults.BookingRowHidden, Value: JsonValue.Create(booked[4])));

        // Of candidates who are not booked anywhere.
        var free = Free(product);
        free.Count.ShouldBeGreaterThanOrEqualTo(4);
        hrmos.SetBooking(second.EventId, CandidateId(product, free[0]), "booked");
        hrmos.SetBooking(second.EventId, CandidateId(product, free[1]), "booked");
        miws.SetBooking(second.SeminarNumbers[0], free[1], Cancelled);
        miws.SetBooking(second.SeminarNumbers[0], free[2], Booked);
        miws.SetBooking(second.SeminarNumbers[0], free[3], Booked);
        hrmos.DeleteCandidate(CandidateId(product, free[3]));
        hrmos.DeleteEvent(product.World.Plans[3].EventId);
        return
        [
            (DifferenceReason.BeforeStartDate, early.Number), (DifferenceReason.SetAside, refused.Number),
            (DifferenceReason.OutsideFlows, intern.Number), (DifferenceReason.NotImportedYet, fresh.Number),
            (DifferenceReason.RemovedInHrmos, booked[0]), (DifferenceReason.CancelledInHrmos, booked[1]),
            (DifferenceReason.CancelledOnMedium, booked[2]), (DifferenceReason.AttendanceStands, booked[3]),
            (DifferenceReason.VanishedOnMedium, booked[4]), (DifferenceReason.OtherRoute, free[0]),
            (DifferenceReason.CancellationLeft, free[1]), (DifferenceReason.NotMirroredYet, free[2]),
            (DifferenceReason.CandidateMissing, free[3]),
        ];
    }

    private static async Task ShouldAnswerWithAFileAsync(
        Product product, IReadOnlyList<(DifferenceReason Reason, string Number)> differences)
    {
        var csv = (await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.ReconciliationsContainer)
            .GetBlobClient("sample/miws-2027/2027.csv").DownloadContentAsync()).Value.Content.ToString();
        differences.ShouldAllBe(item => csv.Contains(item.Number));
        csv.ShouldContain("当サービスが登録した予約が、HRMOSから削除されています。");
        product.Miws.Applicants.ShouldAllBe(applicant => !csv.Contains(applicant.Person.Name) && !csv.Contains(applicant.Person.Mail));
    }

    private static void ShouldShowTheNumbersOfBothSides(Product product, Reconciliation found)
    {
        foreach (var plan in product.World.Plans.Where(plan => product.World.Hrmos.Data.HasEvent(plan.EventId)))
        {
            var row = found.Events.Single(item => item.EventId == plan.EventId);
            row.InHrmos.ShouldBe(product.World.Hrmos.Data.BookingsOf(plan.EventId).Count(booking => booking.Status != "cancelled"));
            var hidden = row.Differences.Count(item => item.Reason == DifferenceReason.VanishedOnMedium);
            row.OnMedium.ShouldBe(plan.SeminarNumbers.SelectMany(product.Miws.BookingsOf).Where(booking => booking.Status != Cancelled)
                .Select(booking => booking.ApplicantNumber).Distinct().Count() - hidden);
        }
    }

    private static async Task<SlotOutcome> RunTurnAsync(Product product)
    {
        SlotOutcome slot;
        do
        {
            slot = await product.RunSlotAsync();
        }
        while (DailyTurn.LastCame(SlotSchedule.Default, Account.ToString(), slot.Slot) != slot.Slot);

        return slot;
    }

    private static async Task<int?> RepairAsync(Product product, string? key)
    {
        var tenant = (await product.Get<ITenantStore>().FindAsync("sample", default))!;
        return await product.Get<RepairBookings>().RunAsync(tenant, tenant.FindAccount(Account.AccountId)!, key, default);
    }

    private static Task AskAsync(Product product) =>
        product.UploadAsync(StorageNames.TenantsContainer, "sample/reconcile", product.Clock.GetUtcNow().ToString("O"));

    private static async Task<Reconciliation> FindAsync(Product product) =>
        (await product.Get<IReconciliationStore>().FindAsync(Account, 2027, default)).ShouldNotBeNull(product.Errors());

    private static string CandidateId(Product product, string number) =>
        product.World.Hrmos.Data.Candidates.Single(candidate => candidate.ExternalId == $"miws:2027:{number}").Id;

    private static string? Status(Product product, Simulators.World.SeminarPlan plan, string number) =>
        product.World.Hrmos.Data.FindBooking(plan.EventId, CandidateId(product, number))?.Status;

    private static IReadOnlyList<string> Linked(Product product, Simulators.World.SeminarPlan plan) =>
    [
        .. product.Miws.BookingsOf(plan.SeminarNumbers[0]).Where(booking => booking.Status == Booked
            && product.World.Hrmos.Data.Candidates.Any(candidate => candidate.ExternalId == $"miws:2027:{booking.ApplicantNumber}"))
            .Select(booking => booking.ApplicantNumber),
    ];

    private static IReadOnlyList<string> Free(Product product)
    {
        var booked = product.Miws.Seminars.SelectMany(seminar => product.Miws.BookingsOf(seminar.Number))
            .Select(booking => booking.ApplicantNumber).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. product.World.Hrmos.Data.Candidates.Select(candidate => candidate.ExternalId!.Split(':')[2])
                .Where(number => !booked.Contains(number)),
        ];
    }

    private static IEnumerable<string> Unmapped(Product product) => product.Miws.Seminars.Select(seminar => seminar.Number)
        .Where(number => number.StartsWith("2701", StringComparison.Ordinal))
        .Except(product.World.Plans.SelectMany(plan => plan.SeminarNumbers));

    private static bool IsBooked(Product product, string seminar) =>
        product.Miws.BookingsOf(seminar).Any(booking => booking.Status != Cancelled);

    // Everything is imported and mirrored, and nobody has booked who is none of ours.
    private async Task<Product> StartAsync()
    {
        var product = await Product.StartAsync(
            storage, applicants: 40, options => options.Tenant = document => document["accounts"]![0]!["startDate"] = "2025-06-01");
        var nowhere = product.Miws.Applicants.Where(item => MiwsFlows.IsImported(item.Flow)
            && !product.Miws.Seminars.Any(seminar =>
                product.Miws.BookingsOf(seminar.Number).Any(booking => booking.ApplicantNumber == item.Number)));
        foreach (var applicant in nowhere.Take(8).ToList())
        {
            product.Miws.SetBooking(product.World.Plans[0].SeminarNumbers[0], applicant.Number, Booked);
        }

        foreach (var booking in product.Miws.Seminars.SelectMany(seminar => product.Miws.BookingsOf(seminar.Number))
            .Where(booking => !MiwsFlows.IsImported(product.Miws.Find(booking.ApplicantNumber)!.Flow)))
        {
            product.Miws.SetBooking(booking.SeminarNumber, booking.ApplicantNumber, Cancelled);
        }

        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull(product.Errors());
        product.ShouldBeInStep();
        return product;
    }
}
