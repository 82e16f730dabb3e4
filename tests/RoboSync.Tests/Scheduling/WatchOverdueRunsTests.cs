using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Tests.Scheduling;

public sealed class WatchOverdueRunsTests
{
    private static readonly TimeOnly[] Slots = [new(8, 0), new(12, 0), new(16, 0), new(20, 0)];

    [Theory]
    [InlineData("2026-06-01T08:10:00+09:00", "2026-06-01T16:30:00+09:00", true)]
    [InlineData("2026-06-01T08:10:00+09:00", "2026-06-01T15:59:00+09:00", false)]
    [InlineData("2026-06-01T12:10:00+09:00", "2026-06-01T16:30:00+09:00", false)]
    [InlineData("2026-06-01T16:10:00+09:00", "2026-06-02T07:00:00+09:00", false)]
    [InlineData("2026-06-01T16:10:00+09:00", "2026-06-02T08:01:00+09:00", true)]
    public void Two_slots_without_a_good_run_are_overdue(string lastGood, string settled, bool isOverdue) =>
        WatchOverdueRuns.IsOverdue(Slots, State() with { LastGoodRun = Time(lastGood) }, Time(settled)).ShouldBe(isOverdue);

    [Fact]
    public void A_last_good_run_alone_is_enough_to_tell() => WatchOverdueRuns.IsOverdue(
        Slots, State() with { ScheduledSince = null, LastGoodRun = Time("2026-06-01T08:10:00+09:00") }, Time("2026-06-09T12:30:00+09:00"))
            .ShouldBeTrue();

    [Fact]
    public void A_new_account_has_two_slots_time() =>
        WatchOverdueRuns.IsOverdue(
            Slots, State() with { ScheduledSince = Time("2026-06-01T09:00:00+09:00") }, Time("2026-06-01T12:30:00+09:00")).ShouldBeFalse();

    [Fact]
    public void Who_waits_for_the_customer_is_reminded_otherwise() =>
        WatchOverdueRuns.IsOverdue(Slots, State() with { RestReason = FailureCode.SiteAccountLocked }, Time("2026-06-09T12:30:00+09:00"))
            .ShouldBeFalse();

    private static AccountState State() => new() { Account = Sample.Account, ScheduledSince = Time("2026-05-01T00:00:00+09:00") };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
