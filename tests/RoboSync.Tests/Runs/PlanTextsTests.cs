using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Tests.Runs;

public sealed class PlanTextsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly MediumTexts Medium = new("MIWS", "マイナビ", "マイナビ新卒（MIWS）");

    [Fact]
    public void Every_status_kind_reason_and_failure_has_a_text_without_a_name_of_ours()
    {
        var texts = Enum.GetValues<PlanStatus>().Select(status => Plan() with { Status = status, Failure = FailureCode.SiteMaintenance })
            .SelectMany(plan => new[] { PlanTexts.StatusOf(plan, Noon), PlanTexts.SentenceOf(plan, Medium, Noon) })
            .Concat(Enum.GetValues<FailureCode>().Select(code => PlanTexts.FailureOf(code, Medium)).SelectMany(text =>
                new[] { text.What, text.Remedy }))
            .Concat(Enum.GetValues<PlannedKind>().SelectMany(kind => Enum.GetValues<OperationReason>()
                .Select(reason => new PlannedOperation(kind, "10000001", reason)))
                .SelectMany(operation => new[] { PlanTexts.KindOf(operation), PlanTexts.ReasonOf(operation, Medium) }));

        texts.ShouldAllBe(text => text.Length > 0 && !text.Contains("null", StringComparison.Ordinal)
            && !Enum.GetNames<FailureCode>().Any(name => text.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_text_counts_tells_how_it_is_approved_and_what_HRMOS_mails()
    {
        var tenant = Sample.Tenant();
        tenant = tenant with { Hrmos = tenant.Hrmos with { WritesToStudents = new WritesToStudents(true, null) } };

        var text = PlanTexts.TextOf(Plan(), tenant, Noon, "");

        text.ShouldContain("【新しく登録する候補者】2名");
        text.ShouldContain("【登録する予約】1件");
        text.ShouldContain("【候補者の数（連携前→連携後）】10名 → 12名");
        text.ShouldContain("候補者の登録時：2名に送信されます／予約の登録時：不明");
        text.ShouldContain("tenants/sample/approve-miws-2027");
        PlanTexts.DetailOf(Plan().Operations[2]).ShouldBe("項目：メールアドレス・電話番号");
        PlanTexts.TextOf(Plan(), tenant, Noon.AddDays(8), "").ShouldNotContain("approve-miws-2027", Case.Sensitive, "it is too old");
    }

    [Fact]
    public void What_a_run_takes_is_reckoned_by_what_the_dry_run_took()
    {
        var (tenant, plan) = (Sample.Tenant(), Plan());

        var estimate = PlanEstimate.Of(plan, tenant, tenant.Accounts[0]);

        // 101 pages; of 20 requests 3 looked for new people's mail addresses; four writes.
        (estimate.MediumRequests, estimate.HrmosRequests).ShouldBe((101, 21));
        estimate.Duration.ShouldBe((TimeSpan.FromSeconds(1.5) * 1.25 * 101) + (TimeSpan.FromMinutes(1) / 90 * 21));
    }

    [Fact]
    public void A_mode_of_tomorrow_is_read_and_nothing_is_run_for_it() =>
        RunRequest.Parse("""
            {"schema":"account-sync/1","tenantId":"sample","accountId":"miws-2027","slot":"2026-06-01T03:00:00Z","mode":"Backwards"}
            """).Mode.ShouldBe(RunMode.Other);

    private static Plan Plan() => new()
    {
        Account = Sample.Account,
        PlanId = "20260601T030000Z",
        AskedAt = Noon,
        GraduationYear = 2027,
        Status = PlanStatus.Ready,
        ReadyAt = Noon,
        CandidatesBefore = 10,
        Run = new RunState
        {
            Account = Sample.Account, RunId = "20260601T030000Z", Slot = Noon,
            Counts = new() { MiwsRequests = 100, HrmosRequests = 20 },
        },
        Operations =
        [
            new(PlannedKind.Create, "10000001", OperationReason.New), new(PlannedKind.Create, "10000002", OperationReason.New),
            new(PlannedKind.Update, "10000003", OperationReason.Changed) { Fields = ["mail", "phone"] },
            new(PlannedKind.Create, "10000004", OperationReason.New) { LeftOut = FailureCode.CandidateAmbiguous },
            new(PlannedKind.Book, "10000003", OperationReason.New) { EventId = "2239928341129601024", Seminars = ["270100"] },
        ],
    };
}
