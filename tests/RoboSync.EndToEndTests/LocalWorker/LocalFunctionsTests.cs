using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.LocalWorker.Running;

namespace RoboSync.EndToEndTests.LocalWorker;

/// <summary>The local worker treats messages and blobs as the Functions host does.</summary>
public sealed class LocalFunctionsTests : IDisposable
{
    private readonly Journal journal = new();
    private readonly QueueServiceClient queues;
    private readonly BlobServiceClient blobs;
    private readonly ServiceProvider services;
    private readonly string connection;

    public LocalFunctionsTests(StorageFixture storage)
    {
        connection = storage.TakeAccount();
        queues = new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        blobs = new BlobServiceClient(connection);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connection,
            ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
            ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3",
        }).Build();
        services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(journal).BuildServiceProvider();
    }

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task A_message_is_delivered_once_and_deleted()
    {
        using var functions = await StartAsync();
        await queues.GetQueueClient("work").SendMessageAsync("こんにちは");

        await functions.DrainAsync(default);
        await functions.DrainAsync(default);

        journal.Messages.ShouldBe(["こんにちは"]);
    }

    [Fact]
    public async Task A_message_whose_function_fails_is_delivered_again_and_then_put_on_the_poison_queue()
    {
        using var functions = await StartAsync();
        await queues.GetQueueClient("work").SendMessageAsync("fail");

        await functions.DrainAsync(default);

        journal.Messages.ShouldBe(["fail", "fail", "fail"]);
        (await queues.GetQueueClient("work-poison").PeekMessagesAsync(10)).Value.ShouldHaveSingleItem().Body.ToString().ShouldBe("fail");
        (await queues.GetQueueClient("work").PeekMessagesAsync(10)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_in_another_encoding_is_poison_unread_as_on_the_real_host()
    {
        using var functions = await StartAsync();
        await new QueueServiceClient(connection).GetQueueClient("work").SendMessageAsync("not base64 €");

        await functions.DrainAsync(default);

        journal.Messages.ShouldBeEmpty();
        (await new QueueServiceClient(connection).GetQueueClient("work-poison").PeekMessagesAsync(10)).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_blob_fires_once_for_each_version_even_after_a_restart()
    {
        using (var functions = await StartAsync())
        {
            await UploadAsync("inbox/a.csv", "1");
            await functions.DrainAsync(default);
            await UploadAsync("inbox/a.csv", "2");
            await UploadAsync("outbox/b.csv", "3");
            await functions.DrainAsync(default);
        }

        using var restarted = await StartAsync();
        await restarted.DrainAsync(default);

        journal.Blobs.ShouldBe(["a.csv: 1", "a.csv: 2"]);
    }

    [Fact]
    public async Task A_blob_whose_function_fails_is_given_up_after_five_tries()
    {
        using var functions = await StartAsync();
        await UploadAsync("inbox/fail.csv", "x");

        await functions.DrainAsync(default);

        journal.Blobs.Count.ShouldBe(5);
        (await new QueueServiceClient(connection).GetQueueClient("webjobs-blobtrigger-poison").PeekMessagesAsync(1)).Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_path_takes_folders_too()
    {
        using var functions = await StartAsync();
        await UploadAsync("inbox/2027/a.csv", "1");

        await functions.DrainAsync(default);

        journal.Blobs.ShouldBe(["2027/a.csv: 1"]);
    }

    [Fact]
    public async Task What_fails_on_a_poison_queue_stays_there()
    {
        using var functions = await StartAsync();
        var poison = queues.GetQueueClient("broken-poison");
        await poison.SendMessageAsync("fail");
        for (var tries = 0; tries < 5; tries++)
        {
            await functions.DrainAsync(default);
        }

        (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount.ShouldBe(1);
        (await queues.GetQueueClient("broken-poison-poison").ExistsAsync()).Value.ShouldBeFalse();
    }

    private async Task<LocalFunctions> StartAsync()
    {
        await queues.GetQueueClient("work").CreateIfNotExistsAsync();
        await queues.GetQueueClient("broken-poison").CreateIfNotExistsAsync();
        await blobs.GetBlobContainerClient("uploads").CreateIfNotExistsAsync();
        return new LocalFunctions(services, Assembly.GetExecutingAssembly());
    }

    private Task UploadAsync(string name, string content) =>
        blobs.GetBlobContainerClient("uploads").GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
}

/// <summary>What the functions below were given.</summary>
public sealed class Journal
{
    public List<string> Messages { get; } = [];

    public List<string> Blobs { get; } = [];
}

/// <summary>Functions of this assembly, for the worker to find.</summary>
public sealed class JournalFunctions(Journal journal)
{
    [Function("TakeMessage")]
    public Task TakeMessageAsync([QueueTrigger("work")] string message)
    {
        journal.Messages.Add(message);
        return message == "fail" ? Task.FromException(new InvalidOperationException("as the test wants")) : Task.CompletedTask;
    }

    [Function("TakeBroken")]
    public Task TakeBrokenAsync([QueueTrigger("broken-poison")] string message) => TakeMessageAsync(message);

    [Function("TakeBlob")]
    public async Task TakeBlobAsync([BlobTrigger("uploads/inbox/{name}", Source = BlobTriggerSource.EventGrid)] Stream content, string name)
    {
        using var reader = new StreamReader(content);
        journal.Blobs.Add($"{name}: {await reader.ReadToEndAsync()}");
        if (name == "fail.csv")
        {
            throw new InvalidOperationException("as the test wants");
        }
    }
}
