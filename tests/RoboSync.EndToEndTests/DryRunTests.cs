using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.EndToEndTests;

/// <summary>予行: what a run would do, seen before it does it; and the run that does just that.</summary>
public sealed class DryRunTests(StorageFixture storage)
{
    /// <summary>
    /// What a dry run may leave: its plan, that it was asked for, that it was mailed, and how much of HRMOS' rate it took.
    /// </summary>
    private static readonly string[] Left =
    [
        StorageNames.PlansContainer, StorageNames.TenantsContainer, StorageNames.LeasesContainer, StorageNames.UploadsTable,
        StorageNames.SentMailsTable, StorageNames.RateBudgetsTable,
    ];

    private static AccountKey Account => new("sample", "miws-2027");

    [Fact]
    public async Task It_leaves_nothing_but_its_plan_and_asks_what_a_run_would_ask()
    {
        await using var product = await Product.StartAsync(storage, applicants: 40);
        await product.RunSlotAsync();
        product.World.Advance();
        var before = await DumpAsync(product);
        var (miws, hrmos) = (product.World.Miws.Server.Requests.Count, product.World.Hrmos.Server.Requests.Count);

        var plan = await DryRunAsync(product);

        plan.Status.ShouldBe(PlanStatus.Ready, product.Errors());
        plan.Operations.ShouldNotBeEmpty();
        (await DumpAsync(product)).ShouldBe(before);
        product.World.Hrmos.Server.Requests.Skip(hrmos).ShouldAllBe(request => request.Method == "GET");
        var reads = product.World.Miws.Server.Requests.Skip(miws).Select(request => $"{request.Method} {request.Target}").ToList();
        plan.Run!.Counts.MiwsRequests.ShouldBe(reads.Count);
        var run = await product.RunSlotAsync();
        run.MiwsRequests.Select(request => $"{request.Method} {request.Target}").ShouldBe(reads, "the same pages, in the same order");
        product.ShouldBeInStep();

        // Where nothing is new, it asks both sites as much as a run.
        var idle = await product.RunSlotAsync();
        var nothing = await DryRunAsync(product);
        nothing.Operations.ShouldBeEmpty();
        nothing.Run!.Counts.MiwsRequests.ShouldBe(idle.MiwsRequests.Count);
        nothing.Run.Counts.HrmosRequests.ShouldBe(idle.HrmosRequests.Count);
    }

    /// <summary>Over seeds: what the plan says is what the approved run does, field by field.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task An_approved_run_does_what_its_plan_says(int seed, int slots)
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 20 + (seed * 7), options => options.World = options.World with { Seed = seed });
        for (var slot = 0; slot < slots; slot++)
        {
            await product.RunSlotAsync();
            product.World.Advance();
        }

        AddSomebodyByHand(product);
        var before = HrmosPicture.Of(product.World.Hrmos.Data);
        var plan = await DryRunAsync(product);

        var run = await ApproveAsync(product, plan);

        run.Failure.ShouldBeNull(product.Errors());
        run.Mode.ShouldBe(RunMode.Approved);
        HrmosPicture.Of(product.World.Hrmos.Data).ChangesSince(before).ShouldBe(Expected(plan, before));
        run.Counts.Withheld.ShouldBe(0);
        (run.Counts.Created, run.Counts.Updated, run.Counts.Booked, run.Counts.Cancelled).ShouldBe((
            plan.Count(PlannedKind.Create), plan.Count(PlannedKind.Update), plan.Count(PlannedKind.Book), plan.Count(PlannedKind.Cancel)));
        run.NotDone.Select(item => (item.Reason, item.Subject)).ShouldBe(
            plan.Run!.NotDone.Select(item => (item.Reason, item.Subject)), ignoreOrder: true);
        (await ReadAsync(product)).Status.ShouldBe(PlanStatus.Done);
        plan.CandidatesAfter.ShouldBe(product.World.Hrmos.Data.Candidates.Count(candidate => candidate.ExternalId is not null));
        var next = await product.RunSlotAsync();
        next.HrmosWrites.Count(request => request.Target != "/v1/candidates").ShouldBe(0, "nothing was left to do");
    }

    [Fact]
    public async Task A_little_that_changed_since_is_left_to_the_next_run()
    {
        await using var product = await Product.StartAsync(storage, applicants: 24);
        var plan = await DryRunAsync(product);
        var before = HrmosPicture.Of(product.World.Hrmos.Data);
        var planned = plan.Operations.Where(operation => operation.Kind == PlannedKind.Create)
            .Select(operation => operation.Subject).ToList();
        product.Clock.Advance(TimeSpan.FromMinutes(5));
        product.Miws.Edit(planned[0], person => person with { Phone = "090-9999-0001" });
        product.World.Advance();

        var run = await ApproveAsync(product, plan);

        run.Failure.ShouldBeNull(product.Errors());
        run.Counts.Withheld.ShouldBeGreaterThan(0);
        var changes = HrmosPicture.Of(product.World.Hrmos.Data).ChangesSince(before);
        changes.Except(Expected(plan, before)).ShouldBeEmpty("nothing is written that was not approved");
        changes.ShouldNotContain($"create {planned[0]}");
        await product.RunSlotAsync();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_approved_run_that_HRMOS_interrupts_is_gone_on_with_by_the_next_slot_and_does_no_more_than_its_plan()
    {
        await using var product = await Product.StartAsync(storage, applicants: 24);
        var before = HrmosPicture.Of(product.World.Hrmos.Data);
        var plan = await DryRunAsync(product);
        product.HrmosFaults.Arm(new Fault(HrmosFaults.Maintenance, "/v1/candidates", Skip: 10));

        (await ApproveAsync(product, plan)).Failure.ShouldBe(FailureCode.HrmosMaintenance);

        product.World.Hrmos.Data.Candidates.Count.ShouldBeInRange(1, 20);
        product.HrmosFaults.Clear();
        var added = product.World.Hrmos.Data.Candidates.Count;
        var run = (await product.RunSlotAsync()).Run;
        (run.Mode, run.Failure).ShouldBe((RunMode.Approved, null), product.Errors());
        HrmosPicture.Of(product.World.Hrmos.Data).ChangesSince(before).ShouldBe(Expected(plan, before));
        product.World.Hrmos.Data.Candidates.Count.ShouldBeGreaterThan(added);
        (await ReadAsync(product)).Status.ShouldBe(PlanStatus.Done);
    }

    [Fact]
    public async Task Where_much_has_changed_it_stops_before_it_writes_anything()
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 24, options => options.Settings["Sync:PlanDriftAtMost"] = "2");
        var plan = await DryRunAsync(product);
        product.Clock.Advance(TimeSpan.FromMinutes(5));
        for (var hours = 0; hours < 4; hours++)
        {
            product.World.Advance();
        }

        var run = await ApproveAsync(product, plan);

        run.Failure.ShouldBe(FailureCode.PlanOutdated);
        product.World.Hrmos.Data.Candidates.ShouldBeEmpty();
        product.World.Hrmos.Data.Labels.ShouldBeEmpty();
        (await ReadAsync(product)).Status.ShouldBe(PlanStatus.Outdated);
        product.Mails.ShouldContain(mail => mail.Text.Contains("もう一度予行を行い", StringComparison.Ordinal));
        (await ApproveAsync(product, plan)).RunId.ShouldBe(run.RunId, "the same plan is not approved twice");
    }

    [Fact]
    public async Task Another_mapping_or_start_date_makes_it_another_plan()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8);
        var plan = await DryRunAsync(product);
        var first = product.World.Plans[0];
        await product.UploadMappingAsync($"HRMOSイベントID,マイナビセミナーNo.\r\n{first.EventId},{first.SeminarNumbers[0]}\r\n");
        (await ApproveAsync(product, plan)).Failure.ShouldBe(FailureCode.PlanOutdated, product.Errors());

        plan = await DryRunAsync(product);
        product.Document["accounts"]![0]!["startDate"] = "2020-02-01";
        await product.ApplyAsync();
        (await ApproveAsync(product, plan)).Failure.ShouldBe(FailureCode.PlanOutdated, product.Errors());

        product.World.Hrmos.Data.Candidates.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_goes_on_over_several_messages_and_its_plan_is_the_same()
    {
        await using var once = await Product.StartAsync(storage, applicants: 60);
        await using var often = await Product.StartAsync(
            storage, applicants: 60, options => options.Settings["Sync:TimeBudget"] = "00:00:10");
        var expected = await DryRunAsync(once);

        // Each look at the clock takes some of the budget.
        often.Clock.Tick = TimeSpan.FromMilliseconds(50);
        var plan = await DryRunAsync(often);

        plan.Status.ShouldBe(PlanStatus.Ready, often.Errors());
        often.World.Miws.Server.Requests.Count(request => request is { Method: "POST", Target: "/login" })
            .ShouldBeGreaterThan(1, "each message signs in");
        Lines(plan).ShouldBe(Lines(expected));
        plan.Run!.NotDone.ShouldBe(expected.Run!.NotDone);
        (plan.Run.Counts with { MiwsRequests = 0, HrmosRequests = 0 })
            .ShouldBe(expected.Run.Counts with { MiwsRequests = 0, HrmosRequests = 0 });
    }

    [Fact]
    public async Task The_first_run_of_a_new_account_waits_for_approval_and_says_where()
    {
        await using var product = await Product.StartAsync(storage, applicants: 12, options =>
        {
            options.Tenant = tenant => tenant.Remove("firstRunNeedsApproval");
            options.Settings["Console:BaseAddress"] = "https://console.example";
        });

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.AwaitsApproval);
        product.World.Hrmos.Data.Candidates.ShouldBeEmpty();
        product.Mails.ShouldContain(mail => mail.Subject.Contains("初回の連携は、承認をお待ちしています", StringComparison.Ordinal)
            && mail.Text.Contains("https://console.example/dry-run", StringComparison.Ordinal));
        var plan = await ReadAsync(product);
        plan.Status.ShouldBe(PlanStatus.Ready, "its dry run was made by itself");
        product.Mails.ShouldContain(mail => mail.Subject.Contains("【承認のお願い】", StringComparison.Ordinal)
            && mail.Text.Contains("【新しく登録する候補者】12名", StringComparison.Ordinal));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.AwaitsApproval);
        (await ReadAsync(product)).PlanId.ShouldBe(plan.PlanId, "it is made once");

        // Another number is not approved, and the text beside the plan says so.
        (await TextAsync(product)).ShouldContain($"承認するには、「{plan.PlanId}」とだけ書いたファイルを、tenants/sample/approve-miws-2027 ");
        await product.UploadAsync(StorageNames.TenantsContainer, "sample/approve-miws-2027", "20200101T000000Z");
        (await ReadAsync(product)).Status.ShouldBe(PlanStatus.Ready);
        (await TextAsync(product)).ShouldContain("承認しませんでした");

        var run = await ApproveAsync(product, plan);

        run.Failure.ShouldBeNull(product.Errors());
        product.ShouldBeInStep();
        product.Mails.ShouldNotContain(mail => mail.Subject.Contains("再開しました", StringComparison.Ordinal));
        product.World.Advance();
        (await product.RunSlotAsync()).Run.Mode.ShouldBe(RunMode.Ordinary);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_account_that_has_run_is_never_held()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8);
        await product.RunSlotAsync();
        product.Document.Remove("firstRunNeedsApproval");
        await product.ApplyAsync();
        product.World.Advance();

        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();

        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_refused_password_fails_it_and_is_not_tried_again()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8);
        product.World.KeyVault.Set("sample-miws-2027", """{ "loginId": "nobody", "password": "wrong" }""");

        (await DryRunAsync(product)).Failure.ShouldBe(FailureCode.SiteSignInRefused);
        var signIns = product.World.Miws.Server.Requests.Count(IsSignIn);
        (await DryRunAsync(product)).Failure.ShouldBe(FailureCode.Resting);

        product.World.Miws.Server.Requests.Count(IsSignIn).ShouldBe(signIns);
        product.Mails.ShouldContain(mail => mail.Subject.Contains("予行ができませんでした", StringComparison.Ordinal));

        static bool IsSignIn(RecordedRequest request) => request is { Method: "POST", Target: "/login" };
    }

    /// <summary>Has a dry run made and returns its plan.</summary>
    internal static async Task<Plan> DryRunAsync(Product product)
    {
        product.Clock.Advance(TimeSpan.FromSeconds(2));
        await product.UploadAsync(StorageNames.TenantsContainer, "sample/dry-run-miws-2027", $"{product.Clock.GetUtcNow():O}");
        return await ReadAsync(product);
    }

    /// <summary>Approves a plan by its file, has it run, and returns the account's newest run.</summary>
    internal static async Task<RunState> ApproveAsync(Product product, Plan plan)
    {
        product.Clock.Advance(TimeSpan.FromSeconds(2));
        await product.UploadAsync(StorageNames.TenantsContainer, "sample/approve-miws-2027", plan.PlanId);
        product.Clock.Advance(TimeSpan.FromSeconds(2));
        (await product.DispatchAsync()).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
        return (await product.Get<IRunStore>().ReadCurrentAsync(Account, default)).ShouldNotBeNull();
    }

    private static async Task<Plan> ReadAsync(Product product) =>
        (await product.Get<IPlanStore>().ReadAsync(Account, default)).ShouldNotBeNull(product.Errors());

    private static async Task<string> TextAsync(Product product) =>
        (await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PlansContainer)
            .GetBlobClient("sample/miws-2027/plan.txt").DownloadContentAsync()).Value.Content.ToString();

    // The same mail address as one of the applicants: left out by the plan, as by the run.
    private static void AddSomebodyByHand(Product product)
    {
        var linked = product.World.Hrmos.Data.Candidates.Select(candidate => candidate.ExternalId).ToHashSet(StringComparer.Ordinal);
        var somebody = product.Miws.Applicants.First(applicant => !linked.Contains($"miws:2027:{applicant.Number}"));
        product.World.Hrmos.Data.AddCandidate(
            null, new System.Text.Json.Nodes.JsonObject { ["name"] = "手動　登録", ["mail"] = somebody.Person.Mail }, []);
    }

    private static List<string> Lines(Plan plan) => [.. plan.Operations.Select(operation =>
        $"{operation.Key} {operation.Reason} {string.Join(',', operation.Seminars)} {string.Join(',', operation.Fields ?? [])} "
            + $"{operation.LeftOut}")];

    private static List<string> Expected(Plan plan, HrmosPicture before) =>
    [
        .. plan.Operations.Where(operation => operation.LeftOut is null && !before.Labels.Contains(operation.Subject))
            .Select(operation => operation.Kind switch
        {
            PlannedKind.Label => $"label {operation.Subject}",
            PlannedKind.Create => $"create {operation.Subject}",
            PlannedKind.Update => $"update {operation.Subject}: {string.Join(',', (operation.Fields ?? []).Order(StringComparer.Ordinal))}",
            PlannedKind.Book => $"book {operation.EventId} {operation.Subject}",
            _ => $"cancel {operation.EventId} {operation.Subject}",
        }).Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> DumpAsync(Product product)
    {
        var found = new List<string>();
        foreach (var table in StorageNames.Tables.Except(Left))
        {
            await foreach (var row in product.Get<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>())
            {
                var columns = row.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}");
                found.Add($"{table} {string.Join(' ', columns)}");
            }
        }

        foreach (var name in StorageNames.Containers.Except(Left))
        {
            await foreach (var blob in product.Get<BlobServiceClient>().GetBlobContainerClient(name).GetBlobsAsync())
            {
                found.Add($"{name} {blob.Name} {blob.Properties.ETag}");
            }
        }

        var hrmos = product.World.Hrmos.Data;
        found.AddRange(HrmosPicture.Of(hrmos).Lines);
        found.Order(StringComparer.Ordinal).ShouldNotBeEmpty();
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>What HRMOS holds, in lines that can be compared.</summary>
    private sealed record HrmosPicture(
        IReadOnlyDictionary<string, HrmosCandidate> Candidates, IReadOnlySet<string> Labels, IReadOnlyDictionary<string, string> Bookings)
    {
        public IEnumerable<string> Lines => Candidates.Values.Select(candidate => $"{candidate.Id} {candidate.Fields.ToJsonString()}")
            .Concat(Labels).Concat(Bookings.Select(booking => $"{booking.Key}={booking.Value}"));

        public static HrmosPicture Of(HrmosData data) => new(
            data.Candidates.Where(candidate => candidate.ExternalId is not null)
                .ToDictionary(candidate => Number(candidate), StringComparer.Ordinal),
            data.Labels.Select(label => label.Name).ToHashSet(StringComparer.Ordinal),
            data.Events.SelectMany(item => data.BookingsOf(item.Id)).ToDictionary(
                booking => $"{booking.EventId} {Number(data.Find(booking.CandidateId)!)}", booking => booking.Status,
                StringComparer.Ordinal));

        /// <summary>What was done, as a plan would say it.</summary>
        public List<string> ChangesSince(HrmosPicture before) =>
        [
            .. Labels.Except(before.Labels).Select(label => $"label {label}")
                .Concat(Candidates.Keys.Except(before.Candidates.Keys).Select(number => $"create {number}"))
                .Concat(Candidates.Where(pair => before.Candidates.ContainsKey(pair.Key)).SelectMany(pair => Update(before, pair.Key)))
                .Concat(Bookings.Where(pair => before.Bookings.GetValueOrDefault(pair.Key) != pair.Value)
                    .Select(pair => $"{(pair.Value == "booked" ? "book" : "cancel")} {pair.Key}"))
                .Order(StringComparer.Ordinal),
        ];

        private IEnumerable<string> Update(HrmosPicture before, string number)
        {
            var (old, now) = (before.Candidates[number], Candidates[number]);
            var fields = now.Fields.Select(field => field.Key).Where(name => old.Text(name) != now.Text(name))
                .Order(StringComparer.Ordinal).ToList();
            return fields.Count > 0 ? [$"update {number}: {string.Join(',', fields)}"] : [];
        }

        private static string Number(HrmosCandidate candidate) => candidate.ExternalId?.Split(':')[^1] ?? candidate.Id;
    }
}
