using Microsoft.Extensions.DependencyInjection;
using RoboSync.Miws;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Simulators.World;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Miws;

/// <summary>What a session says of a site that has other habits than its definitions: over HTTP, from the simulator.</summary>
public sealed class OtherHabitsTests : IAsyncLifetime
{
    private readonly KeptPages kept = new();
    private ServiceProvider services = null!;
    private SimulatedWorld world = null!;
    private MediaAccount account = null!;

    public async ValueTask InitializeAsync()
    {
        world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 120, Years = [2027] });
        account = new MediaAccount(
            "miws-2027",
            "miws",
            2027,
            true,
            default,
            "secret",
            new MediumSite(world.Miws.Server.BaseUrl, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMiws()
            .Configure<SitesOptions>(sites => sites.AllowLoopback = true)
            .Configure<MiwsOptions>(options => (options.MaxRetries, options.MaxPageBytes) = (0, 200_000))
            .AddSingleton(NoQueues.Create()).AddSingleton<OperatorAlarms>().AddSingleton<IPageDefinitionOverrides>(new PutUp())
                .AddSingleton<IPageArchive>(kept)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Gone_is_what_the_site_says_in_its_own_words()
    {
        using var session = await SignInAsync();

        await FailsAsync(FailureCode.SiteApplicantGone, () => session.ReadApplicantAsync("99999999", default));
        await FailsAsync(FailureCode.SiteSeminarMissing, () => session.ListBookingsAsync("999999", 1, default));
    }

    [Fact]
    public async Task An_address_that_moved_is_a_changed_site_and_nobody_is_gone()
    {
        using var session = await SignInAsync();
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.NotFoundInLayout));

        await FailsAsync(FailureCode.SitePageChanged, () => session.ReadApplicantAsync(Anybody(), default));
        await FailsAsync(FailureCode.SitePageChanged, () => session.ListBookingsAsync(world.Miws.Data.Seminars[0].Number, 1, default));
        kept.Names.ShouldBe(["applicant-detail-SitePageChanged", "booking-list-SitePageChanged"]);
    }

    [Fact]
    public async Task Who_left_the_flow_is_read_with_the_flow_they_are_in()
    {
        using var session = await SignInAsync();
        var number = Anybody();
        world.Miws.Data.ChangeFlow(number, "選考辞退");

        (await session.ReadApplicantAsync(number, default)).SelectionFlow.ShouldBe("選考辞退");
    }

    [Fact]
    public async Task A_flow_that_nobody_declared_is_a_changed_site()
    {
        using var session = await SignInAsync();
        var number = Anybody();
        world.Miws.Data.ChangeFlow(number, "プレサイト期間中");

        await FailsAsync(FailureCode.SitePageChanged, () => session.ReadApplicantAsync(number, default));
    }

    [Fact]
    public async Task Values_in_the_inputs_of_a_form_are_values_and_blank_nothing()
    {
        using var session = await SignInAsync();
        var number = Anybody();
        var plain = await session.ReadApplicantAsync(number, default);
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ValueInInput, Value: "電話番号"));

        (await session.ReadApplicantAsync(number, default)).Phone.ShouldBe(plain.Phone);
        plain.Phone.ShouldNotBeNull();
    }

    [Fact]
    public async Task List_and_page_are_held_against_each_other()
    {
        using var session = await SignInAsync();
        var listed = (await session.ListApplicantsAsync(1, default)).Rows;
        world.Miws.Data.Edit(listed[0].ApplicantNumber, person => person with { Name = "別人　太郎" });

        (await session.ReadApplicantAsync(listed[0].ApplicantNumber, default))
            .Name.ShouldBe("別人　太郎", "they changed since they were listed");
        (await session.ReadApplicantAsync(listed[1].ApplicantNumber, default)).Name.ShouldBe(listed[1].Name);
    }

    [Theory]
    [InlineData("leaves")]
    [InlineData("enters")]
    [InlineData("changes")]
    public async Task A_list_that_changes_while_it_is_read_comes_out_whole(string how)
    {
        using var session = await SignInAsync();
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ListMoves, "/applicants", Times: 1, Value: how));

        var listing = await ApplicantListing.ReadAsync(session, Request(), default);

        var truth = world.Miws.Data.List(2027, new HashSet<string> { MiwsFlows.PreSite, MiwsFlows.MainSite })
            .Select(applicant => applicant.Number);
        listing!.Rows.Select(row => row.ApplicantNumber).ShouldBe(truth, ignoreOrder: true);
    }

    [Fact]
    public async Task One_booking_made_between_two_pages_is_read_and_stops_nothing()
    {
        using var session = await SignInAsync();
        var seminar = world.Miws.Data.Seminars[0].Number;
        foreach (var applicant in world.Miws.Data.Applicants.Where(applicant => applicant.Year == 2027).Take(110))
        {
            world.Miws.Data.SetBooking(seminar, applicant.Number, "予約");
        }

        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ListMoves, "/seminars/bookings", Times: 1, Value: "books"));

        var list = await WholeList.ReadBookingsAsync(session, seminar, null, default);

        list.Rows.Select(row => row.ApplicantNumber)
            .ShouldBe(world.Miws.Data.BookingsOf(seminar).Select(booking => booking.ApplicantNumber), ignoreOrder: true);
    }

    [Theory]
    [InlineData("該当者が上限（120件）を超えたため、先頭の120件のみ表示しています。")]
    [InlineData("検索条件：東京都")]
    public async Task A_list_that_says_it_is_not_whole_is_not_taken_for_whole(string notice)
    {
        using var session = await SignInAsync();
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ListTruncated, Value: notice));

        await FailsAsync(FailureCode.SitePageChanged, () => ApplicantListing.ReadAsync(session, Request(), default));
        await FailsAsync(FailureCode.SitePageChanged, () => WholeList.ReadSeminarsAsync(session, default));
    }

    [Fact]
    public async Task A_page_that_was_cut_short_is_not_read()
    {
        using var session = await SignInAsync();
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.CutShort));

        await FailsAsync(FailureCode.SitePageChanged, () => session.ListApplicantsAsync(1, default));
        await FailsAsync(FailureCode.SitePageChanged, () => session.ReadApplicantAsync(Anybody(), default));
    }

    [Fact]
    public async Task A_page_without_end_is_left_while_it_comes()
    {
        using var session = await SignInAsync();
        var number = Anybody();
        world.Miws.Data.Edit(number, person => person with { Qualifications = new string('長', 300_000) });

        await FailsAsync(FailureCode.SitePageTooLarge, () => session.ReadApplicantAsync(number, default));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_names_the_field_and_not_the_value()
    {
        using var session = await SignInAsync();
        var number = Anybody();
        world.Miws.Data.Edit(number, person => person with { Phone = "父の携帯" });

        var failure = await FailsAsync(FailureCode.SiteRecordUnread, () => session.ReadApplicantAsync(number, default));

        (failure.Detail, failure.Kind).ShouldBe(("phone", FailureKind.OneRecord));
        kept.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MiwsFaults.SignInRefused, FailureCode.SiteSignInRefused)]
    [InlineData(MiwsFaults.AccountLocked, FailureCode.SiteAccountLocked)]
    [InlineData(MiwsFaults.PasswordExpired, FailureCode.SitePasswordExpired)]
    public async Task The_page_of_a_refused_sign_in_is_kept_masked(string fault, FailureCode code)
    {
        world.Miws.Server.Faults.Arm(new Fault(fault));

        await FailsAsync(code, SignInAsync);

        kept.Names.ShouldHaveSingleItem().ShouldBe($"site-{code}");
        kept.Pages[0].ShouldNotContain("マイナビ採用管理システム");
        kept.Pages[0].ShouldContain(
            fault == MiwsFaults.AccountLocked ? "ロック" : fault == MiwsFaults.PasswordExpired ? "パスワードの有効期限が切れています" : "正しくありません");
    }

    private static ListingRequest Request() => new(MiwsMedium.Flows, DateTime.MaxValue.AddYears(-1), null, 0, 0);

    private static async Task<SyncException> FailsAsync(FailureCode code, Func<Task> act)
    {
        var failure = await Should.ThrowAsync<SyncException>(act);
        failure.Code.ShouldBe(code, failure.Detail);
        return failure;
    }

    private string Anybody() => world.Miws.Data.List(2027, new HashSet<string> { MiwsFlows.PreSite, MiwsFlows.MainSite })[0].Number;

    private Task<IMediumSession> SignInAsync()
    {
        var login = world.LoginOf(2027);
        return services.GetRequiredService<IMedium>()
            .SignInAsync(account, Sample.Account, new Credentials(login.LoginId, login.Password), "run", default);
    }

    private sealed class KeptPages : IPageArchive
    {
        public List<string> Names { get; } = [];

        public List<string> Pages { get; } = [];

        public Task KeepAsync(
            AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken)
        {
            Names.Add(name);
            Pages.Add(maskedHtml);
            return Task.CompletedTask;
        }
    }
}
