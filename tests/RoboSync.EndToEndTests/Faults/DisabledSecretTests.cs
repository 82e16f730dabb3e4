using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>
/// A secret that the vault does not hand out is the operator's to mend: neither the customer's, nor in passing, nor a defect.
/// </summary>
public sealed class DisabledSecretTests(StorageFixture storage)
{
    [Theory]
    [InlineData("sample-hrmos-token", "SecretDisabled")]
    [InlineData("content-hash-key", "SecretExpired")]
    [InlineData("sample-miws-2027", "SecretNotYetValid")]
    public async Task The_operator_is_told_once_a_day_and_the_next_slot_runs_by_itself(string secret, string innerCode)
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.KeyVault.Refuse(secret, innerCode);

        var first = await product.RunSlotAsync();
        var second = await product.RunSlotAsync();

        foreach (var slot in new[] { first, second })
        {
            slot.Run.Failure.ShouldBe(FailureCode.SecretDisabled, product.Errors());
            slot.HrmosWrites.ShouldBeEmpty();
            slot.MiwsRequests.ShouldBeEmpty("nobody signs in");
        }

        product.Logs.Count(log => log.Id.Id == 1421 && log.Message.Contains(secret, StringComparison.Ordinal)).ShouldBe(2);
        product.OperatorMails.Count(mail => mail.Subject.Contains("SecretDisabled", StringComparison.Ordinal)).ShouldBe(1);
        product.Mails.ShouldNotContain(mail => mail.Subject.Contains("の連携が止まっています", StringComparison.Ordinal));
        product.World.KeyVault.Refuse(secret, innerCode: null);
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }
}
