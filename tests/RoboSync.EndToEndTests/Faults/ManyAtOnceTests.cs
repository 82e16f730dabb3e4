using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>
/// One applicant who is gone, or has cleared a field, is a person; many at once are a page that is read wrongly, and HRMOS is left as it
/// is.
/// </summary>
public sealed class ManyAtOnceTests(StorageFixture storage)
{
    [Fact]
    public async Task Where_the_detail_page_has_moved_nobody_is_lost_and_nothing_is_called_well()
    {
        await using var product = await Product.StartAsync(storage);
        product.MiwsFaults.Arm(new Fault(MiwsFaults.NotFoundInLayout, "/applicants/detail"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSの画面がこれまでと変わっているため、安全のため連携を止めました。");
        await product.ShouldHealAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_few_who_are_gone_are_counted_and_named(int gone)
    {
        await using var product = await Product.StartAsync(storage);

        var (numbers, slot) = await RemoveWhileRunningAsync(product, gone);

        slot.Run.Failure.ShouldBeNull();
        slot.Run.Counts.Gone.ShouldBe(gone);
        slot.Run.Counts.Created.ShouldBe(24 - gone);
        numbers.ShouldAllBe(number => slot.Mail.Text.Contains($"・応募者番号 {number}", StringComparison.Ordinal));
        slot.Mail.Text.Split('\n').ShouldContain(
            line => line.Contains("対象外", StringComparison.Ordinal) && line.TrimEnd().EndsWith($"{gone}名", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_than_a_few_who_are_gone_are_a_changed_site()
    {
        await using var product = await Product.StartAsync(storage);

        var (_, slot) = await RemoveWhileRunningAsync(product, 4);

        slot.Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        slot.HrmosWrites.ShouldBeEmpty();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull("the list does not show them any more");
    }

    [Fact]
    public async Task A_field_that_is_blank_for_many_is_a_changed_site_and_blanks_nothing_in_hrmos()
    {
        await using var product = await Product.StartAsync(storage);
        await product.RunSlotAsync();
        var before = Phones(product);
        foreach (var applicant in product.Miws.Applicants)
        {
            product.Miws.Edit(applicant.Number, person => person with { Phone = "" });
        }

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        slot.HrmosWrites.ShouldBeEmpty();
        Phones(product).ShouldBe(before);
    }

    [Fact]
    public async Task A_field_that_one_person_has_cleared_is_cleared_in_hrmos()
    {
        await using var product = await Product.StartAsync(storage);
        await product.RunSlotAsync();
        product.Miws.Edit(
            product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow)).Number, person => person with { Phone = "" });

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Updated.ShouldBe(1);
        product.ShouldBeInStep();
    }

    private static async Task<(IReadOnlyList<string> Gone, SlotOutcome Slot)> RemoveWhileRunningAsync(Product product, int count)
    {
        var gone = product.Miws.List(2027, new HashSet<string> { MiwsFlows.PreSite, MiwsFlows.MainSite }).TakeLast(count)
            .Select(applicant => applicant.Number).ToList();
        product.MiwsFaults.Arm(new Fault(FaultNames.Slow, "/applicants/detail", Times: 1, Value: 1500));
        var run = product.RunSlotAsync();
        await Eventually.TrueAsync(
            () => product.World.Miws.Server.Requests.Any(request => request.Target.StartsWith("/applicants?", StringComparison.Ordinal)));
        gone.ForEach(number => product.Miws.Remove(number));
        return (gone, await run);
    }

    private static List<string> Phones(Product product) =>
        [.. product.World.Hrmos.Data.Candidates.OrderBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Select(candidate => candidate.Text("phone"))];
}
