using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>MIWS answers late, badly or not at all: tried again in the run, then by the queue, then by the next slot.</summary>
public abstract class MiwsConnectionFaults(StorageFixture storage, MiwsSkin skin)
{
    [Theory]
    [InlineData(FaultNames.Timeout, null)]
    [InlineData(FaultNames.Cut, null)]
    [InlineData(FaultNames.Slow, """{"value":100}""")]
    [InlineData(FaultNames.Status, """{"status":500}""")]
    [InlineData(FaultNames.Status, """{"status":429,"retryAfter":0}""")]
    [InlineData(FaultNames.Status, """{"status":429,"retryAfter":1}""")]
    public async Task What_passes_within_the_run_is_not_noticed_by_anybody(string fault, string? value)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(fault, "/applicants/detail", Skip: 3, Times: 2, Value: Value(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        slot.Run.Interruptions.ShouldBe(0);
        slot.Mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規12名・更新0名");
        product.ShouldBeInStep();
    }

    [Theory]
    [InlineData(FaultNames.Timeout, null, FailureCode.SiteUnreachable, "MIWSに接続できませんでした。")]
    [InlineData(FaultNames.Cut, null, FailureCode.SiteUnreachable, "MIWSに接続できませんでした。")]
    [InlineData(FaultNames.Status, """{"status":500}""", FailureCode.SiteUnreachable, "MIWSに接続できませんでした。")]
    [InlineData(MiwsFaults.Maintenance, null, FailureCode.SiteMaintenance, "MIWSがメンテナンス中のため、連携できませんでした。")]
    [InlineData(MiwsFaults.Maintenance200, null, FailureCode.SiteMaintenance, "MIWSがメンテナンス中のため、連携できませんでした。")]
    [InlineData(MiwsFaults.SessionLost, null, FailureCode.SiteSessionTaken, "連携の途中で、MIWSから何度もログアウトされました。")]
    public async Task What_stays_ends_the_slot_with_what_was_done_kept_and_the_next_slot_heals_it(
        string fault, string? value, FailureCode code, string sentence)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(fault, "/applicants", Skip: 5, Value: Value(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(code);
        slot.Run.Interruptions.ShouldBe(2, "the run put itself back twice");
        slot.HrmosRequests.ShouldBeEmpty("the chunk was not read whole");
        slot.Mails.ShouldHaveSingleItem().Text.ShouldContain(sentence);
        product.Logs.ShouldNotContain(log => log.Message.StartsWith("OperatorAlarm", StringComparison.Ordinal));
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_site_that_asks_to_be_left_alone_for_hours_is_signed_in_to_once_and_then_left_alone()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(FaultNames.Status, "/applicants", Skip: 5, Value: Value("""{"status":429,"retryAfter":18000}""")));

        var slot = await product.RunSlotAsync();
        var soon = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteTooManyRequests);
        slot.SignIns.ShouldBe(1);
        slot.Mails.ShouldHaveSingleItem().Text.ShouldContain("MIWSが混み合っているため、連携できませんでした。");
        soon.Run.Failure.ShouldBe(FailureCode.Resting, "five hours were asked for, and four have passed");
        soon.SignIns.ShouldBe(0);
        await product.ShouldHealAsync();
    }

    [Theory]
    [InlineData(MiwsFaults.SessionLost)]
    [InlineData(MiwsFaults.SessionLost200)]
    public async Task A_session_that_ends_mid_run_is_renewed_once_and_the_run_goes_on(string fault)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(fault, "/applicants/detail", Skip: 4, Times: 1));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        slot.SignIns.ShouldBe(2);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task What_was_written_before_a_failure_is_not_written_again()
    {
        await using var product = await Product.StartAsync(storage, applicants: 120, skin: skin);
        product.ArmMiws(new Fault(MiwsFaults.Maintenance, "/applicants/detail", Skip: 70));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteMaintenance);
        slot.Run.Counts.Created.ShouldBe(50, "the first chunk was finished");
        product.MiwsFaults.Clear();
        var next = await product.RunSlotAsync();
        next.Run.Counts.Created.ShouldBe(70);
        next.DetailPages.Count.ShouldBe(70);
        product.ShouldBeInStep();
    }

    private static JsonNode? Value(string? json) => json is null
        ? null
        : JsonNode.Parse(json) is JsonObject { Count: 1 } single && single["value"] is { } value
        ? value.DeepClone()
        : JsonNode.Parse(json);

    private Task<Product> StartAsync() => Product.StartAsync(storage, applicants: 12, options => options.Tenant = tenant =>
        tenant["accounts"]![0]!["site"]!["timeoutSeconds"] = 0.4, skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class MiwsConnectionFaultTests(StorageFixture storage) : MiwsConnectionFaults(storage, MiwsSkin.Plain);
