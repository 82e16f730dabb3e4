using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Torture.Engine;

/// <summary>What docs/reliability.md promises, as checks on a product that has come to rest.</summary>
internal static class Promises
{
    // The development host's own: a message was given up.
    private const int GivenUp = 9003;

    // A refused password rests until somebody acts, a flaky site for at most a day: four slots.
    private const int SlotsToHeal = 8;

    private const int SlotsOfADay = 4;

    // The watch looks at slots that are older than this.
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(16);

    public static string TenantOf(Product product) => (string)product.Document["tenantId"]!;

    /// <summary>Runs slots until all is well, as the customer would see it come right by itself.</summary>
    /// <param name="product">The product.</param>
    /// <param name="most">After how many slots that were not well it has to be.</param>
    /// <param name="repeats">How many mails may have come once more.</param>
    public static async Task HealAsync(Product product, int most = SlotsToHeal, int repeats = 0)
    {
        for (var slot = 0; ; slot++)
        {
            var outcome = await product.RunSlotAsync();
            CheckSlot(product, outcome, repeats);
            if (outcome.Reports.Values.All(run => run!.Failure is null) && Truth(product) == "")
            {
                return;
            }

            (slot < most).ShouldBeTrue(
                $"not healed after {slot} slots: {string.Join(' ', outcome.Reports.Values.Select(run => run!.Failure))} {Truth(product)} "
                + $"{product.Errors()}");
        }
    }

    /// <summary>Each account reported, once, with a failure that was foreseen.</summary>
    public static void CheckSlot(Product product, SlotOutcome outcome, int repeats = 0)
    {
        CheckReports(product, outcome.Reports);
        CheckMails(product, repeats);
    }

    public static void CheckReports(Product product, IReadOnlyDictionary<string, RunState?> reports)
    {
        reports.ShouldNotBeEmpty();
        foreach (var (account, run) in reports)
        {
            run.ShouldNotBeNull($"{account} has no report. {product.Errors()}");
            run.Failure.ShouldNotBe(FailureCode.Defect, $"{account}: {run.FailureDetail} {product.Errors()}");
        }
    }

    /// <summary>No mail came twice, but for those that a worker died over that was just sending them.</summary>
    public static void CheckMails(Product product, int repeats = 0)
    {
        var mails = product.World.SendGrid.Mails
            .GroupBy(
                mail => (To: string.Join(',', mail.To), mail.Subject, mail.Text), (mail, same) => (mail.Subject, More: same.Count() - 1))
            .Where(mail => mail.More > 0).ToList();
        mails.Sum(mail => mail.More).ShouldBeLessThanOrEqualTo(
            repeats, string.Join(", ", mails.Select(mail => $"{mail.Subject}: {mail.More} times more")));
    }

    /// <summary>No message was given up, and none waits that somebody could take.</summary>
    public static async Task CheckQueuesAsync(Product product)
    {
        product.Logs.Where(log => log.Id.Id == GivenUp).Select(log => log.Message).ShouldBeEmpty(product.Errors());
        foreach (var queue in StorageNames.Queues)
        {
            (await product.PeekAsync(queue)).ShouldBeEmpty($"messages are left on {queue}");
        }
    }

    /// <summary>
    /// HRMOS holds what MIWS says it should, at the latest after the account's turn of the day: a past seminar whose row is as before is
    /// opened only then.
    /// </summary>
    public static async Task ComeRightWithinADayAsync(Product product)
    {
        if (Truth(product) != "")
        {
            await HealAsync(product, SlotsOfADay);
        }
    }

    /// <summary>HRMOS holds what MIWS says it should.</summary>
    public static void CheckTruth(Product product) => Truth(product).ShouldBe("", product.Errors());

    /// <summary>A further slot over sites at rest writes nothing.</summary>
    public static async Task CheckRestAsync(Product product, int repeats = 0)
    {
        var rest = await product.RunSlotAsync();
        CheckSlot(product, rest, repeats);
        rest.HrmosWrites.Select(request => $"{request.Method} {request.Target}").ShouldBeEmpty("the sites are at rest");
        CheckTruth(product);
        await CheckQueuesAsync(product);
        await CheckNothingIsStuckAsync(product);
    }

    /// <summary>No account is held by anybody, and no slot is open that has ended.</summary>
    private static async Task CheckNothingIsStuckAsync(Product product)
    {
        (await Leases.HeldAccountsAsync(product)).ShouldBeEmpty("their leases are held");
        product.Clock.Advance(Unseen);
        (await product.FireAsync(nameof(WatchOpenSlots))).ShouldBeTrue(product.Errors());
        (await product.Get<IOpenSlotStore>().ReadAsync(product.Clock.GetUtcNow().AddDays(1), default))
            .ShouldBeEmpty("slots are still open");
    }

    private static string Truth(Product product) =>
        Simulators.World.GroundTruth.Compare(product.World) is { IsRight: false } truth ? truth.ToString() : "";
}
