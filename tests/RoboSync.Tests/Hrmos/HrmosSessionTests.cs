using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Hrmos;

public sealed class HrmosSessionTests : IAsyncLifetime
{
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddHrmos()
        .AddSingleton<IRateBudgetStore>(new SharedBudgets())
        .Configure<SitesOptions>(options => options.AllowLoopback = true)
        .Configure<HrmosOptions>(options => (options.RetryDelay, options.MaxRetries) = (TimeSpan.FromMilliseconds(1), 2))
            .BuildServiceProvider();

    private Simulators.Hrmos.HrmosSite site = null!;
    private IAtsSession session = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Simulators.Hrmos.HrmosSite.StartAsync(TimeProvider.System, seed: 1);
        site.Data.SearchLag = TimeSpan.Zero;
        session = Open(site.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Ids_of_19_digits_stay_what_they_are()
    {
        var label = await session.EnsureLabelAsync("2027卒", default);
        var created = await session.CreateCandidateAsync(Sample.Applicant(), "miws:2027:10000001", label, false, default);

        created.CandidateId.ShouldBe(site.Data.Candidates.ShouldHaveSingleItem().Id);
        created.CandidateId!.Length.ShouldBe(19);
        (await session.FindByExternalIdAsync("miws:2027:10000001", default)).ShouldBe([created.CandidateId]);
    }

    [Fact]
    public async Task All_pages_of_events_and_bookings_are_read()
    {
        var events = Enumerable.Range(0, 250).Select(number => site.Data.AddEvent(null, $"説明会{number}", DateTimeOffset.UnixEpoch)).ToList();
        var people = Enumerable.Range(0, 120)
            .Select(number => site.Data.AddCandidate(null, new JsonObject { ["name"] = $"見本{number}" }, [])).ToList();
        people.ForEach(person => site.Data.SetBooking(events[0].Id, person.Id, "booked"));

        (await session.ListEventsAsync(default)).Select(item => item.EventId).ShouldBe(events.Select(item => item.Id));
        (await session.ListBookingsAsync(events[0].Id, default)).Keys.ShouldBe(people.Select(person => person.Id), ignoreOrder: true);
        session.Requests.ShouldBe(3 + 2);
    }

    [Fact]
    public async Task A_create_is_sent_once_when_no_answer_comes()
    {
        var label = await session.EnsureLabelAsync("2027卒", default);
        site.Server.Faults.Arm(new Fault(FaultNames.AnswerLost, "/v1/candidates"));

        var failure = await Should.ThrowAsync<SyncException>(
            () => session.CreateCandidateAsync(Sample.Applicant(), "miws:2027:10000001", label, false, default));

        failure.Code.ShouldBe(FailureCode.CandidateUnclear);
        site.Server.Requests.Count(request => request is { Method: "POST", Target: "/v1/candidates" }).ShouldBe(1);
        site.Data.Candidates.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_create_is_sent_again_where_hrmos_says_that_it_did_nothing(int status)
    {
        var label = await session.EnsureLabelAsync("2027卒", default);
        site.Server.Faults.Arm(new Fault(FaultNames.Status, "/v1/candidates", Times: 1, Value: new JsonObject { ["status"] = status }));

        var created = await session.CreateCandidateAsync(Sample.Applicant(), "miws:2027:10000001", label, false, default);

        created.CandidateId.ShouldNotBeNull();
        site.Data.Candidates.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_label_whose_answer_was_lost_is_looked_for_and_not_made_twice()
    {
        site.Server.Faults.Arm(new Fault(FaultNames.AnswerLost, "/v1/labels", Method: "POST", Times: 1));

        var label = await session.EnsureLabelAsync("2027卒", default);

        site.Data.Labels.ShouldHaveSingleItem().Id.ShouldBe(label);
    }

    [Fact]
    public async Task Labels_compare_without_case()
    {
        site.Data.EnsureLabel("Intern2027");

        await session.EnsureLabelAsync("INTERN2027", default);

        site.Data.Labels.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Attendance_that_staff_recorded_is_kept_and_told()
    {
        var item = site.Data.AddEvent(null, "説明会", DateTimeOffset.UnixEpoch);
        var person = site.Data.AddCandidate(null, [], []);
        site.Data.SetBooking(item.Id, person.Id, "attended");

        (await session.SetBookingAsync(item.Id, person.Id, BookingState.Cancelled, default)).ShouldBeFalse();

        site.Data.FindBooking(item.Id, person.Id)!.Status.ShouldBe("attended");
    }

    [Fact]
    public async Task Only_staff_set_attendance() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => session.SetBookingAsync("1", "2", BookingState.Attended, default));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"candidates":null}""")]
    [InlineData("<html>maintenance</html>")]
    public async Task An_answer_that_is_not_in_the_contract_is_never_an_empty_one(string body)
    {
        await using var odd = await SimulatorServer.StartAsync(
            (routes, _) => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(
                routes, "/v1/candidates", context =>
                    Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body)),
            1,
            TimeProvider.System);

        var failure =
            await Should.ThrowAsync<SyncException>(() => Open(site.Token, odd.BaseUrl).FindByExternalIdAsync("miws:2027:1", default));

        failure.Code.ShouldBe(FailureCode.HrmosAnswerUnknown);
    }

    [Fact]
    public async Task An_id_that_is_sent_as_a_bare_number_keeps_all_its_digits()
    {
        await using var numbers = await SimulatorServer.StartAsync(
            (routes, _) => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(
                routes, "/v1/candidates", context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                    context.Response, """{"candidates":[{"id":2239928341129601023,"externalId":"miws:2027:1"}]}""")),
            1,
            TimeProvider.System);

        (await Open(site.Token, numbers.BaseUrl).FindByExternalIdAsync("miws:2027:1", default)).ShouldBe(["2239928341129601023"]);
    }

    [Fact]
    public async Task Requests_keep_to_the_tenants_rate()
    {
        var slow = Open(site.Token, requestsPerMinute: 600);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => slow.FindByExternalIdAsync(number.ToString(CultureInfo.InvariantCulture), default)));

        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(800), "ten at once, then one every tenth of a second");
    }

    private IAtsSession Open(string token, Uri? baseUrl = null, int requestsPerMinute = 100_000) =>
        services.GetRequiredService<IAts>().Open(
        new HrmosSite(baseUrl ?? site.Server.BaseUrl, "token", requestsPerMinute, TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        new Secret(token, requestsPerMinute.ToString(CultureInfo.InvariantCulture)));
}
