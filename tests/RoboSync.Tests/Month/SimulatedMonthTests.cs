using System.Globalization;
using System.Text.RegularExpressions;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Month;

/// <summary>What must hold whatever happens.</summary>
public sealed partial class SimulatedMonthTests
{
    // More with ROBOSYNC_MONTH_SEEDS=100.
    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(
            1, int.Parse(Environment.GetEnvironmentVariable("ROBOSYNC_MONTH_SEEDS") ?? "2", CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_slot_runs_once_and_is_told_once(int seed)
    {
        var month = new SimulatedMonth(seed, tenants: 200);

        RunAlone(month);

        month.Host.Unforeseen.ShouldBeEmpty();
        month.Sites.SignedInTwice.ShouldBeEmpty("two sessions of one account would end each other");
        month.Host.PoisonedNotifications.ShouldBeEmpty();
        EverySlotIsRunOrCaughtUp(month);
        AnOutageIsCaughtUpByOneRun(month);
        EveryClaimedSlotHasEnded(month);
        EverySlotIsMailedOnce(month);
        WhoWaitsIsRemindedOnceADay(month);
        ARefusedPasswordIsTriedOnce(month);
        EveryAccountIsReadOnItsOwnMedium(month);
        month.Sites.SignIns.ShouldBeGreaterThan(20_000);
        month.Host.Deaths.Count.ShouldBeGreaterThan(20);
        month.Host.Lost.ShouldBeGreaterThan(40);
        month.Storage.Open.Where(slot => slot.Slot < SimulatedMonth.End).ShouldBeEmpty("what has ended is not looked at for ever");
    }

    private static void EveryAccountIsReadOnItsOwnMedium(SimulatedMonth month) =>
        month.Second.SignedIn.ShouldBe(month.Tenants.Select(tenant => new AccountKey(tenant.TenantId, "two")), ignoreOrder: true);

    private static readonly TimeSpan WrongestClock = TimeSpan.FromMinutes(70);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    // Without a synchronization context every continuation runs where it was caused: one thread, one order.
    private static void RunAlone(SimulatedMonth month)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            month.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static void EverySlotIsRunOrCaughtUp(SimulatedMonth month)
    {
        var claimed = month.Storage.Starts.ToLookup(start => start.Slot.Account, start => start.At);
        foreach (var tenant in month.Tenants)
        {
            foreach (var account in tenant.Accounts.Select(account => new AccountKey(tenant.TenantId, account.AccountId)))
            {
                var times = claimed[account].ToList();
                var pauses = month.Pauses.Where(pause => pause.Account == account).ToList();
                var dispatch = 0;
                for (var slot = SlotSchedule.Next(tenant.Slots, SimulatedMonth.Start); slot < SimulatedMonth.End; slot = SlotSchedule.Next(
                    tenant.Slots, slot))
                {
                    while (month.Dispatches[dispatch].At < slot - WrongestClock)
                    {
                        dispatch++;
                    }

                    // A dispatch that died had claimed what it had claimed: the next one may come up to Tolerance later.
                    var chance = month.Dispatches.Skip(dispatch).First(tick => tick.HostClock >= slot).At;
                    // Whoever is enabled again by a clock that is ahead begins with the slot behind that.
                    var isPaused = pauses.Exists(pause => pause.From <= chance && slot <= pause.To + WrongestClock);
                    var hasRun = times.Exists(time => time >= slot - WrongestClock && time <= chance + Tolerance);
                    (hasRun || isPaused).ShouldBeTrue(
                        $"{account} did nothing for its slot {slot:O}, although a dispatch saw it at {chance:O}");
                }
            }
        }
    }

    private static void AnOutageIsCaughtUpByOneRun(SimulatedMonth month)
    {
        foreach (var starts in month.Storage.Starts.GroupBy(start => start.Slot.Account))
        {
            // What a dispatch left that died is started again, and may be followed by what was missed since.
            foreach (var (first, next) in starts.Zip(starts.Skip(1)).Where(pair => !month.Storage.TakenOver.Contains(pair.First.Slot)))
            {
                next.Slot.Due.ShouldBeGreaterThan(
                    first.HostClock - (2 * WrongestClock), $"{starts.Key} had caught up at {first.At:O}, and ran once more at {next.At:O}");
            }
        }
    }

    private static void EveryClaimedSlotHasEnded(SimulatedMonth month)
    {
        foreach (var slot in month.Storage.FirstClaims.Keys.Where(slot => slot.Due < SimulatedMonth.End))
        {
            month.Storage.Reports[(slot.Account.TenantId, slot.Due)][slot.Account.AccountId]
                .ShouldNotBeNull($"{slot} was begun and never ended");
        }

        month.Storage.Ended.Where(run => run.Value != 1).ShouldBeEmpty("a run ends once");
    }

    private static void EverySlotIsMailedOnce(SimulatedMonth month)
    {
        var mailed = month.Sites.Mails
            .Where(sent => !sent.Mail.Text.Contains("まだ連携中です", StringComparison.Ordinal))
            .Select(sent => (sent.At, To: sent.Mail.To[0], Slot: SlotOfSubject().Match(sent.Mail.Subject)))
            .Where(sent => sent.Slot.Success)
            .ToLookup(sent => (sent.To, sent.Slot.Value), sent => sent.At);
        foreach (var (tenantId, slot) in month.Storage.Reports.Keys.Where(report => report.Slot < SimulatedMonth.End))
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"{JapanTime.ToJapan(slot):M/d HH:mm}の連携結果");
            var times = mailed[($"saiyo@{tenantId}.example", subject)].ToList();
            times.ShouldNotBeEmpty($"no mail of {tenantId}'s slot {slot:O}");

            // A mail service cannot be asked whether it has taken a mail: where the process died right when it did, the mail may come once
            // more.
            times.Count(time => !month.Host.Deaths.Contains(time)).ShouldBeLessThanOrEqualTo(1, $"mails of {tenantId}'s slot {slot:O}");
        }
    }

    private static void WhoWaitsIsRemindedOnceADay(SimulatedMonth month)
    {
        var reminders = month.Sites.Mails
            .Where(sent => !month.Host.Deaths.Contains(sent.At) && sent.Mail.Subject.EndsWith("の連携が止まったままです", StringComparison.Ordinal))
            .CountBy(sent => (sent.Mail.To[0], sent.Mail.Subject, JapanTime.DateInJapan(sent.HostClock)));
        reminders.Where(day => day.Value > 1).ShouldBeEmpty();
        reminders.Count().ShouldBeGreaterThan(50);
        EveryDayOfARestHasItsReminder(month);
        month.Storage.Recoveries.Count.ShouldBeGreaterThan(200);
        foreach (var (account, told, at) in month.Storage.Recoveries)
        {
            month.Sites.Mails.ShouldContain(
                sent => sent.HostClock >= told - WrongestClock && sent.Mail.To[0] == $"saiyo@{account.TenantId}.example"
                    && sent.Mail.Subject.Contains($"（{account.AccountId}）の連携が再開しました", StringComparison.Ordinal),
                $"{account} worked again at {at:O} after its customer had been told that it does not, and nobody told them");
        }
    }

    private static void EveryDayOfARestHasItsReminder(SimulatedMonth month)
    {
        var reminded = month.Sites.Mails
            .Select(sent => (
                To: sent.Mail.To[0],
                Account: StoppedAccount().Match(sent.Mail.Subject).Groups["id"].Value,
                Day: JapanTime.DateInJapan(sent.HostClock)))
            .ToHashSet();

        // Where the mail could go out before anything else happened, on the same day.
        var undisturbed = month.Storage.EndedWaiting
            .Where(run => !month.Sites.MailIsOut(run.At - Tolerance, run.At + Tolerance)
                && !month.Host.Deaths.Any(death => run.At - Tolerance <= death && death <= run.At + Tolerance)
                && JapanTime.DateInJapan(run.HostClock) == JapanTime.DateInJapan(run.HostClock + Tolerance))
            .ToList();
        undisturbed.Count.ShouldBeGreaterThan(200);
        foreach (var (account, at, hostClock) in undisturbed)
        {
            reminded.Contains(($"saiyo@{account.TenantId}.example", account.AccountId, JapanTime.DateInJapan(hostClock))).ShouldBeTrue(
                $"{account} ended a run at {at:O} and waits for its customer, who was not reminded that day");
        }
    }

    private static void ARefusedPasswordIsTriedOnce(SimulatedMonth month)
    {
        month.Sites.Refusals.Count.ShouldBeGreaterThan(50);
        foreach (var ((account, _), tries) in month.Sites.Refusals)
        {
            // Who died while being refused does not know of it.
            tries.ShouldBeLessThanOrEqualTo(2, $"refused sign-ins of {account}");
        }
    }

    // The first mail and the daily reminder.
    [GeneratedRegex("（(?<id>[a-z]+)）の連携が止まっ(?:ています|たままです)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StoppedAccount();

    [GeneratedRegex("[0-9]+/[0-9]+ [0-9]{2}:[0-9]{2}の連携結果", RegexOptions.NonBacktracking)]
    private static partial Regex SlotOfSubject();
}
