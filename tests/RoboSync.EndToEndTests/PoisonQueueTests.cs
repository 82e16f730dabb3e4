using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Scheduling;

namespace RoboSync.EndToEndTests;

/// <summary>Nothing dies unseen on a poison queue.</summary>
public sealed class PoisonQueueTests(StorageFixture storage)
{
    public static TheoryData<string> Queues => [.. StorageNames.PoisonQueues];

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task A_message_that_nobody_can_decode_alarms_the_operator_once_a_day(string queue)
    {
        await using var product = await StartAsync();
        await new QueueClient(product.Storage, queue).SendMessageAsync("not Base64!");
        await product.Get<QueueServiceClient>().GetQueueClient(queue).SendMessageAsync("and one that is, behind it");

        await LookAsync(product);
        Alarms(product).ShouldBe(0, "it has been there for a moment");
        product.Clock.Advance(TimeSpan.FromMinutes(65));
        await LookAsync(product);
        await LookAsync(product);

        Alarms(product).ShouldBe(2);
        product.Logs.Last(log => log.Id.Id == 1050).Message.ShouldStartWith(
            $"OperatorAlarm StuckMessages: {queue} holds 2 messages that no function takes; the oldest has lain there since ");
        await product.DrainAsync();
        product.OperatorMails.Count(
            mail => mail.Subject == "[RoboSync] StuckMessages: messages that no function can take lie on a poison queue").ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_the_host_hides_in_between_is_seen_all_the_same()
    {
        await using var product = await StartAsync();
        var queue = new QueueClient(product.Storage, $"{StorageNames.NotificationsQueue}-poison");
        await queue.SendMessageAsync("not Base64!");
        await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1));

        await LookAsync(product);
        Alarms(product).ShouldBe(0);
        product.Clock.Advance(TimeSpan.FromMinutes(65));
        await LookAsync(product);

        Alarms(product).ShouldBe(1);
    }

    [Fact]
    public async Task Messages_that_are_handled_between_two_looks_alarm_nobody()
    {
        await using var product = await StartAsync();
        var queue = new QueueClient(product.Storage, $"{StorageNames.NotificationsQueue}-poison");
        for (var look = 0; look < 3; look++)
        {
            await queue.SendMessageAsync("not Base64!", timeToLive: TimeSpan.FromDays(1));
            await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1));
            await LookAsync(product);
            await queue.ClearMessagesAsync();
            await LookAsync(product);
            product.Clock.Advance(TimeSpan.FromMinutes(65));
        }

        Alarms(product).ShouldBe(0);
        product.OperatorMails.ShouldBeEmpty();
    }

    // The service says by its own clock when a message was put there.
    private Task<Product> StartAsync() =>
        Product.StartAsync(
            storage, applicants: 1, options => (options.Start, options.UploadMapping) = (TimeProvider.System.GetUtcNow(), false));

    private static async Task LookAsync(Product product) =>
        (await product.FireAsync(nameof(WatchPoisonQueues))).ShouldBeTrue(product.Errors());

    private static int Alarms(Product product) => product.Logs.Count(log => log.Id.Id == 1050);
}
