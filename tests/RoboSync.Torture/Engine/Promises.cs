using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.SendGrid;
using RoboSync.Storage;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;

namespace RoboSync.Torture.Engine;

/// <summary>What docs/reliability.md promises, as checks on a product that has come to rest.</summary>
internal static class Promises
{
    // The development host's own: a message was given up.
    private const int GivenUp = 9003;

    // A refused password rests until somebody acts, a flaky site for at most a day: four slots.
    private const int SlotsToHeal = 8;

    public static string TenantOf(Product product) => (string)product.Document["tenantId"]!;

    /// <summary>Runs slots until all is well, as the customer would see it come right by itself.</summary>
    /// <param name="product">The product.</param>
    /// <param name="most">After how many slots that were not well it has to be.</param>
    public static async Task HealAsync(Product product, int most = SlotsToHeal)
    {
        for (var slot = 0; ; slot++)
        {
            var outcome = await product.RunSlotAsync();
            CheckSlot(product, outcome);
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
    public static void CheckSlot(Product product, SlotOutcome outcome)
    {
        CheckReports(product, outcome.Reports);
        CheckMails(product);
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

    /// <summary>No mail came twice.</summary>
    public static void CheckMails(Product product) =>
        Twice(product.World.SendGrid.Mails).ShouldBeEmpty("these mails came twice");

    /// <summary>No message was given up, and none waits that somebody could take.</summary>
    public static async Task CheckQueuesAsync(Product product)
    {
        product.Logs.Where(log => log.Id.Id == GivenUp).Select(log => log.Message).ShouldBeEmpty(product.Errors());
        foreach (var queue in StorageNames.Queues)
        {
            (await product.PeekAsync(queue)).ShouldBeEmpty($"messages are left on {queue}");
        }
    }

    /// <summary>HRMOS holds what MIWS says it should.</summary>
    public static void CheckTruth(Product product) => Truth(product).ShouldBe("", product.Errors());

    /// <summary>A further slot over sites at rest writes nothing.</summary>
    public static async Task CheckRestAsync(Product product)
    {
        var rest = await product.RunSlotAsync();
        CheckSlot(product, rest);
        rest.HrmosWrites.Select(request => $"{request.Method} {request.Target}").ShouldBeEmpty("the sites are at rest");
        CheckTruth(product);
        await CheckQueuesAsync(product);
    }

    private static string Truth(Product product) =>
        Simulators.World.GroundTruth.Compare(product.World) is { IsRight: false } truth ? truth.ToString() : "";

    private static IEnumerable<string> Twice(IEnumerable<ReceivedMail> mails) => mails
        .GroupBy(mail => (To: string.Join(',', mail.To), mail.Subject, mail.Text))
        .Where(same => same.Count() > 1)
        .Select(same => $"{same.Count()} times: {same.Key.Subject}");
}
