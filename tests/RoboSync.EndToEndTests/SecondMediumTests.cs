using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>Another medium beside MIWS is an adapter that is registered: its people, flows and bookings are its own.</summary>
public sealed class SecondMediumTests(StorageFixture storage)
{
    private const string SeminarNumber = "990001";

    [Fact]
    public async Task Its_people_of_its_own_flows_become_candidates_and_their_bookings_follow()
    {
        var second = new SecondMedium();
        await using var product = await StartAsync(second);
        var hrmosEvent = product.World.Hrmos.Data.Events[0].Id;
        await product.UploadMappingAsync($"HRMOSイベントID,マイナビセミナーNo.\n{hrmosEvent},{SeminarNumber}\n");

        var slot = await product.RunSlotAsync();

        slot.Of("second-2027").Failure.ShouldBeNull(product.Errors());
        var candidates = product.World.Hrmos.Data.Candidates
            .Where(candidate => candidate.ExternalId!.StartsWith("second:", StringComparison.Ordinal))
            .ToDictionary(candidate => candidate.ExternalId!, StringComparer.Ordinal);
        candidates.Keys.ShouldBe(["second:2027:A1", "second:2027:A2"], ignoreOrder: true, "A3 has left its flow since it was listed");
        product.World.Hrmos.Data.FindBooking(hrmosEvent, candidates["second:2027:A1"].Id).ShouldNotBeNull().Status.ShouldBe("booked");
        product.World.Hrmos.Data.FindBooking(hrmosEvent, candidates["second:2027:A2"].Id).ShouldBeNull("cancelled before it was seen");
        slot.Mail.Text.ShouldContain("second");

        second.Cancels = true;
        (await product.RunSlotAsync()).Of("second-2027").Failure.ShouldBeNull(product.Errors());
        product.World.Hrmos.Data.FindBooking(hrmosEvent, candidates["second:2027:A1"].Id).ShouldNotBeNull().Status.ShouldBe("cancelled");
        (await product.RunSlotAsync()).HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_year_is_purged_too()
    {
        await using var product = await StartAsync(new SecondMedium());
        await product.RunSlotAsync();
        (await LinksAsync(product)).ShouldBe(2);
        foreach (var account in product.Document["accounts"]!.AsArray())
        {
            account!["enabled"] = false;
        }

        await product.ApplyAsync();
        await product.UploadAsync("tenants", "sample/purge-2027", "");

        (await LinksAsync(product)).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_a_deployment_does_not_have_any_more_is_the_operators_to_mend()
    {
        await using var product = await Product.StartAsync(storage, applicants: 2);
        product.Document["accounts"]![0]!["medium"] = "gone";
        await product.Get<ITenantStore>().SaveAsync("sample", product.Document.ToJsonString(), default);

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.StoredUnreadable, product.Errors());
        product.OperatorMails.ShouldHaveSingleItem().Text.ShouldContain("medium gone");
    }

    private async Task<Product> StartAsync(SecondMedium second)
    {
        var product = await Product.StartAsync(storage, applicants: 2, options =>
        {
            options.UploadMapping = false;
            options.Services = services => services.AddSingleton<IMedium>(second);
            options.Tenant = tenant =>
            {
                var account = tenant["accounts"]![0]!.DeepClone();
                (account["id"], account["medium"], account["credentialsSecret"]) = ("second-2027", SecondMedium.MediumKey, "second-login");
                tenant["accounts"]!.AsArray().Add(account);
            };
        });
        product.World.KeyVault.Set("second-login", """{"loginId":"second","password":"second"}""");
        return product;
    }

    private static async Task<int> LinksAsync(Product product) =>
        (await product.Get<Sync.Candidates.ICandidateLinkStore>()
            .ReadAllAsync(new LinkScope("sample", SecondMedium.MediumKey, 2027), default)).Count;

    private sealed class SecondMedium : IMedium
    {
        public const string MediumKey = "second";

        public bool Cancels { get; set; }

        public string Key => MediumKey;

        public IReadOnlySet<string> ImportedFlows { get; } = new HashSet<string>(StringComparer.Ordinal) { "一次選考" };

        public Task ReachAsync(MediaAccount account, AccountKey key, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IMediumSession> SignInAsync(
            MediaAccount account, AccountKey key, Credentials credentials, string runId, CancellationToken cancellationToken) =>
            Task.FromResult<IMediumSession>(new Session(this));

        private sealed class Session(SecondMedium medium) : IMediumSession
        {
            private static readonly DateTime Changed = new(2026, 5, 31, 12, 0, 0);
            private static readonly DateOnly Entered = new(2026, 5, 1);

            private static readonly ApplicantRow[] Rows =
            [
                new("A1", "見本一郎", "一次選考", Entered, Changed), new("A2", "見本二郎", "一次選考", Entered, Changed),
                new("A3", "見本三郎", "一次選考", Entered, Changed),
            ];

            public int Requests => 1;

            public Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken) =>
                Task.FromResult(new ListPage<ApplicantRow>(Rows, Rows.Length, HasNext: false));

            public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken)
            {
                var row = Rows.Single(row => row.ApplicantNumber == applicantNumber);
                return Task.FromResult(new Applicant
                {
                    ApplicantNumber = row.ApplicantNumber,
                    Name = row.Name,
                    NameKana = "ミホン",
                    Mail = $"{applicantNumber}@student.example",
                    School = "見本大学",
                    Graduation = new DateOnly(2027, 3, 1),
                    SelectionFlow = applicantNumber == "A3" ? "選考辞退" : row.SelectionFlow,
                    EntryDate = row.EntryDate,
                    LastChanged = row.LastChanged,
                });
            }

            public Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken) =>
                Task.FromResult(new ListPage<Seminar>([new(SeminarNumber, "説明会", new DateOnly(2026, 7, 1), 2)], 1, HasNext: false));

            public Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
                Task.FromResult(new ListPage<SeminarBooking>(
                    [
                        new("A1", medium.Cancels ? BookingState.Cancelled : BookingState.Booked),
                        new("A2", BookingState.Cancelled),
                    ],
                    2,
                    HasNext: false));

            public Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken) => Task.CompletedTask;

            public void Dispose()
            {
            }
        }
    }
}
