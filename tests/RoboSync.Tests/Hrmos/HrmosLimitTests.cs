using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;
using HrmosFaults = RoboSync.Simulators.Hrmos.HrmosFaults;

namespace RoboSync.Tests.Hrmos;

/// <summary>The adapter as it is registered: its rate, and a list of the simulator whose page does not rise.</summary>
public sealed class HrmosLimitTests
{
    [Fact]
    public async Task A_changed_limit_counts_at_once()
    {
        // At one a minute the burst of ten is all that one gets; the eleventh would wait a minute.
        await using var hrmos = await OddHrmos.StartAsync(200, """{"permissions":[]}""");
        await using var services = Services();
        var ats = services.GetRequiredService<IAts>();
        var slow = ats.Open(Site(hrmos.BaseUrl, perMinute: 1), new Secret("token", "v1"));
        for (var request = 0; request < 10; request++)
        {
            await slow.ListPermissionsAsync(default);
        }

        var waiting = slow.ListPermissionsAsync(default);
        await ats.Open(Site(hrmos.BaseUrl, perMinute: 60_000), new Secret("token", "v1")).ListPermissionsAsync(default);

        waiting.IsCompleted.ShouldBeFalse("the old limit is used up");
        hrmos.Requests.ShouldBe(11, "the new one is not");
    }

    [Fact]
    public async Task A_list_whose_page_does_not_rise_ends_with_the_first()
    {
        await using var hrmos = await Simulators.Hrmos.HrmosSite.StartAsync(TimeProvider.System, seed: 1);
        await using var services = Services();
        for (var number = 0; number < 150; number++)
        {
            hrmos.Data.AddEvent(null, number.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch.AddYears(56));
        }

        hrmos.Server.Faults.Arm(new Fault(HrmosFaults.PageStands));

        var session = services.GetRequiredService<IAts>()
            .Open(Site(hrmos.Server.BaseUrl, perMinute: 100_000), new Secret(hrmos.Token, "v1"));
        var failure = await Should.ThrowAsync<SyncException>(() => session.ListEventsAsync(default));

        failure.Code.ShouldBe(FailureCode.HrmosAnswerUnknown);
        hrmos.Server.Requests.Count.ShouldBe(1);
    }

    private static ServiceProvider Services() => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddHrmos()
        .AddSingleton<IRateBudgetStore>(new SharedBudgets())
        .Configure<SitesOptions>(sites => sites.AllowLoopback = true).BuildServiceProvider();

    private static HrmosSite Site(Uri baseUrl, int perMinute) => new(baseUrl, "token", perMinute, TimeSpan.Zero, TimeSpan.FromSeconds(30));
}
