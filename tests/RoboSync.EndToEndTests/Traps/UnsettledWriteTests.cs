using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Storage;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Traps;

/// <summary>
/// HRMOS took something, nobody was told, and the medium shows something else by the next run: what was announced is looked up, and HRMOS
/// keeps nothing that nobody knows of.
/// </summary>
public sealed class UnsettledWriteTests(StorageFixture storage)
{
    private static readonly AccountKey Account = new("sample", "miws-2027");

    [Fact]
    public async Task A_booking_that_arrived_unheard_is_cancelled_when_the_applicant_cancels_before_the_next_run()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        var (seminar, eventId, number) = Unbooked(product);
        product.Miws.SetBooking(seminar, number, "予約");
        LoseAnswers(product, "/v1/events", "PUT");
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.HrmosUnreachable);
        Status(product, eventId, number).ShouldBe("booked", "HRMOS took it");
        product.HrmosFaults.Clear();
        product.Miws.SetBooking(seminar, number, "キャンセル");

        var next = await product.RunSlotAsync();

        Status(product, eventId, number).ShouldBe("cancelled");
        next.Run.Counts.Cancelled.ShouldBe(1);
        product.ShouldBeInStep();
        (await product.RunSlotAsync()).HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_goes_on_finds_for_itself_what_arrived_unheard()
    {
        await using var product = await Product.StartAsync(storage, applicants: 12);
        var (seminar, eventId, number) = Unbooked(product);
        product.Miws.SetBooking(seminar, number, "予約");
        LoseAnswers(product, "/v1/events", "PUT");

        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull("each try gets on by what was sent before");

        Status(product, eventId, number).ShouldBe("booked");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_cancellation_that_arrived_unheard_is_booked_again_when_the_applicant_books_again_before_the_next_run()
    {
        await using var product = await StartAsync();
        var (seminar, eventId, number) = Unbooked(product);
        product.Miws.SetBooking(seminar, number, "予約");
        await product.RunSlotAsync();
        product.Miws.SetBooking(seminar, number, "キャンセル");
        LoseAnswers(product, "/v1/events", "PUT");
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.HrmosUnreachable);
        Status(product, eventId, number).ShouldBe("cancelled", "HRMOS took it");
        product.HrmosFaults.Clear();
        product.Miws.SetBooking(seminar, number, "予約");

        await product.RunSlotAsync();

        Status(product, eventId, number).ShouldBe("booked");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_update_that_arrived_unheard_is_made_good_when_the_applicant_takes_the_change_back_before_the_next_run()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        var person = product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow));
        product.Miws.Edit(person.Number, before => before with { Mail = "moved@example.jp" });
        LoseAnswers(product, "/v1/candidates", "PATCH");
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.HrmosUnreachable);
        Candidate(product, person.Number).Text("mail").ShouldBe("moved@example.jp", "HRMOS took it");
        product.HrmosFaults.Clear();
        product.Miws.Edit(person.Number, before => before with { Mail = person.Person.Mail });

        await product.RunSlotAsync();

        Candidate(product, person.Number).Text("mail").ShouldBe(person.Person.Mail);
        product.ShouldBeInStep();
        (await product.RunSlotAsync()).HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_whose_process_died_is_ended_by_whoever_comes_next_and_both_slots_are_told()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        var slot = product.Clock.GetUtcNow();
        await product.Get<ISlotReportStore>().ExpectAsync(Account, slot);
        var current = await product.Get<IRunStore>().ReadCurrentAsync(Account, default);
        await product.Get<IRunStore>().SaveAsync(
            new RunState
            {
                Account = Account, RunId = RunRequest.IdOf(slot), Slot = slot, StartedAt = slot, HeartbeatAt = slot, ETag = current!.ETag,
                GraduationYear = 2027,
            },
            default);

        // Within minutes, as somebody does who sees that nothing happens.
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Get<IWorkQueues>().EnqueueSyncAsync(RunRequest.Of(Account, product.Clock.GetUtcNow()), TimeSpan.Zero, default);
        var now = product.Clock.GetUtcNow();
        await product.DrainAsync();

        (await product.Get<ISlotReportStore>().ReadAsync("sample", slot, default))[Account.AccountId]!.Failure.ShouldBeNull();
        (await product.Get<ISlotReportStore>().ReadAsync("sample", now, default))[Account.AccountId]!.Failure.ShouldBeNull("it ran too");
    }

    [Fact]
    public async Task A_site_that_is_flaky_and_lets_the_run_get_on_delays_it_and_fails_nothing()
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 320, options => options.Settings["Miws:MaxRetries"] = "0");
        for (var breakdown = 1; breakdown <= 6; breakdown++)
        {
            product.MiwsFaults.Arm(new Fault(FaultNames.Cut, "/applicants/detail", Skip: (55 * breakdown) - 1, Times: 1));
        }

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
        product.Logs.ShouldNotContain(log => log.Message.StartsWith("OperatorAlarm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_account_has_set_aside_is_not_cleared_by_another_that_does_not_see_the_person()
    {
        await using var product = await StartAsync();
        var scope = new LinkScope("sample", "miws", 2027);
        var theirs = SetAside.First("99999999", FailureCode.CandidateRejected, "mail", "", product.Clock.GetUtcNow());
        await product.Get<ISetAsideStore>().SaveAsync(scope, "another", [theirs], [], default);

        await product.RunSlotAsync();
        await product.RunSlotAsync();

        (await product.Get<ISetAsideStore>().ReadAllAsync(scope, "another", default)).ShouldHaveSingleItem().Value.Attempts.ShouldBe(1);
    }

    // A run that is interrupted is over: the next one finds what it left.
    private Task<Product> StartAsync() =>
        Product.StartAsync(storage, applicants: 12, options => options.Settings["Sync:MaxInterruptions"] = "1");

    private static void LoseAnswers(Product product, string path, string method) =>
        product.HrmosFaults.Arm(new Fault(FaultNames.AnswerLost, path, Method: method));

    private static (string Seminar, string EventId, string Applicant) Unbooked(Product product)
    {
        var plan = product.World.Plans.First(plan => plan.SeminarNumbers.Count == 1);
        var seminar = plan.SeminarNumbers[0];
        var booked = product.Miws.BookingsOf(seminar).Select(booking => booking.ApplicantNumber).ToHashSet();
        var person = product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow) && !booked.Contains(applicant.Number));
        return (seminar, plan.EventId, person.Number);
    }

    private static HrmosCandidate Candidate(Product product, string number) =>
        product.World.Hrmos.Data.Candidates.Single(candidate => candidate.ExternalId == $"miws:2027:{number}");

    private static string? Status(Product product, string eventId, string number) =>
        product.World.Hrmos.Data.FindBooking(eventId, Candidate(product, number).Id)?.Status;
}
