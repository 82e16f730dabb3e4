using RoboSync.DevHost.Listening;
using RoboSync.EndToEndTests.Running;

namespace RoboSync.EndToEndTests.DevHost;

/// <summary>The development host treats messages and blobs as the Functions host does.</summary>
public sealed class ListeningTests(StorageFixture storage)
{
    [Fact]
    public async Task A_message_is_delivered_once_and_deleted()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        var functions = sample.StepByStep();
        await sample.SendAsync("こんにちは");

        await functions.DrainAsync(default);
        await functions.DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["こんにちは"]);
        (await sample.LengthAsync("work")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_whose_function_fails_is_delivered_again_and_then_put_on_the_poison_queue()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.SendAsync("fail");

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["fail", "fail", "fail"]);
        var poison = (await sample.Queues.GetQueueClient("work-poison").PeekMessagesAsync(10)).Value;
        poison.ShouldHaveSingleItem().Body.ToString().ShouldBe("fail");
        (await sample.LengthAsync("work")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_is_not_base64_goes_to_the_poison_queue_unread_and_cannot_be_read_there_either()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        var functions = sample.StepByStep();
        await sample.Unencoded.GetQueueClient("work").SendMessageAsync("not base64 €");
        await sample.Unencoded.GetQueueClient("broken-poison").SendMessageAsync("not base64 €");

        await functions.DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBeEmpty();
        (await sample.Unencoded.GetQueueClient("work-poison").PeekMessagesAsync(10)).Value.ShouldHaveSingleItem();
        (await sample.LengthAsync("broken-poison")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_of_a_queue_without_a_poison_queue_of_its_own_is_handled_however_often_it_was_dequeued()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.SendAsync("hello", "broken-poison");
        var queue = sample.Queues.GetQueueClient("broken-poison");
        for (var tries = 0; tries < 7; tries++)
        {
            var message = (await queue.ReceiveMessageAsync()).Value;
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["hello"]);
        (await sample.LengthAsync("broken-poison")).ShouldBe(0);
    }

    [Fact]
    public async Task What_fails_on_a_poison_queue_stays_there_locked()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.SendAsync("fail", "broken-poison");

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["fail"], "once, and again when its lock is over");
        (await sample.LengthAsync("broken-poison")).ShouldBe(1);
        (await sample.VisibleAsync("broken-poison")).ShouldBe(0);
        (await sample.Queues.GetQueueClient("broken-poison-poison").ExistsAsync()).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_blob_fires_for_each_version_even_after_a_restart()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        var functions = sample.StepByStep();
        await sample.UploadAsync("inbox/a.csv", "1");
        await functions.DrainAsync(default);
        await sample.UploadAsync("inbox/a.csv", "2");
        await sample.UploadAsync("outbox/b.csv", "3");
        await sample.UploadAsync("inbox/2027/c.csv", "4");
        await functions.DrainAsync(default);

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["a.csv: 1", "2027/c.csv: 4", "a.csv: 2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_blob_whose_function_fails_is_tried_five_times_at_once_and_then_told_to_the_poison_queue_of_blobs()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.UploadAsync("inbox/a.csv", "fail");

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(Enumerable.Repeat("a.csv: fail", 5));
        var told = (await sample.Queues.GetQueueClient("webjobs-blobtrigger-poison").PeekMessagesAsync(2)).Value.ShouldHaveSingleItem();
        told.Body.ToString().ShouldContain("\"BlobName\":\"inbox/a.csv\"");
    }

    [Fact]
    public async Task A_blobs_stream_cannot_seek()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.UploadAsync("inbox/a.csv", "1");

        await sample.StepByStep().DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldHaveSingleItem().ShouldNotContain("can seek");
    }

    [Fact]
    public async Task A_blob_event_may_come_twice_also_at_once()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.UploadAsync("inbox/a.csv", "meet");

        await sample.StepByStep(("DevHost:RepeatedBlobEvents", "1")).DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["a.csv: meet", "a.csv: meet", "met", "met"]);
    }

    [Fact]
    public async Task The_same_seed_repeats_the_same_blob_events()
    {
        var repeated = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            await using var sample = await SampleHost.PrepareAsync(storage);
            foreach (var name in "abcdefgh")
            {
                await sample.UploadAsync($"inbox/{name}", "1");
            }

            await sample.StepByStep(("DevHost:RepeatedBlobEvents", "0.5"), ("DevHost:Seed", "7")).DrainAsync(default);
            var entries = (await sample.Journal.ReadAsync()).GroupBy(entry => entry);
            repeated.Add(string.Join(' ', entries.Where(times => times.Count() == 2).Select(times => times.Key)));
        }

        repeated[0].Length.ShouldBeInRange("a: 1".Length, 7 * "a: 1 ".Length, "some, not all");
        repeated[1].ShouldBe(repeated[0]);
    }

    [Fact]
    public async Task A_blob_that_fits_the_event_grid_filter_and_not_the_path_arrives_without_tenant()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.UploadAsync("inboxes.csv", "1");
        await sample.UploadAsync("inbox/a.csv", "2");
        await sample.UploadAsync("inbox/a.txt", "the filter wants .csv");

        await sample.StepByStep(("DevHost:EventSubscriptions", sample.WiderSubscription())).DrainAsync(default);

        (await sample.Journal.ReadAsync()).ShouldBe(["a.csv: 2", "nobody: 1"], ignoreOrder: true);
    }

    [Fact]
    public void Looks_at_an_empty_queue_become_rarer_until_something_comes()
    {
        var backOff = new PollingBackOff(TimeSpan.FromSeconds(5), new Random(1));

        var waits = Enumerable.Range(0, 10).Select(_ => backOff.Next(found: false)).ToList();

        waits.ShouldBeInOrder();
        waits[0].ShouldBe(TimeSpan.FromMilliseconds(100));
        waits[^1].ShouldBe(TimeSpan.FromSeconds(5));
        waits.Distinct().Count().ShouldBeInRange(5, 9, "it doubles, more or less");
        backOff.Next(found: true).ShouldBe(waits[0]);
    }
}
