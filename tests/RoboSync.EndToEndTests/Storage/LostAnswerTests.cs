using System.Globalization;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>
/// A write whose answer is cut is repeated by the SDK. Whichever write of whichever store: the answer and what is stored are as if nothing
/// had been lost.
/// </summary>
public sealed class LostAnswerTests(StorageFixture storage)
{
    public static TheoryData<string> Cases => [.. WriteCases.All.Select(item => item.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_write_whose_answer_is_lost_is_done_once_and_known_to_be_ours(string name)
    {
        var item = WriteCases.All.Single(item => item.ToString() == name);
        var losing = new LosingPolicy();
        var clients = Clients(await storage.TakeAccountAsync(), losing);
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);

        var (expected, writes) = await RunAsync(item, clients, losing, lose: 0);
        writes.ShouldBeGreaterThan(0, "a read belongs to WriteCases.Reads");
        for (var lose = 1; lose <= writes; lose++)
        {
            var (found, _) = await RunAsync(item, clients, losing, lose);

            losing.HasLost.ShouldBeTrue();
            found.ShouldBe(expected, $"the answer of write {lose} of {writes} was lost");
        }
    }

    [Fact]
    public void Every_write_of_every_port_is_among_them()
    {
        var ports = new ServiceCollection().AddRoboSyncStorage(Clients("UseDevelopmentStorage=true", new LosingPolicy()))
            .Select(service => service.ServiceType).Where(type => type.Namespace!.StartsWith("RoboSync.Sync", StringComparison.Ordinal))
                .Distinct().ToList();
        var methods = ports.SelectMany(port => port.GetMethods().Select(method => $"{port.Name}.{method.Name}")).ToList();
        var known = WriteCases.Reads.Concat(WriteCases.All.Select(item => item.Method)).ToList();

        methods.Except(known).ShouldBeEmpty("a method that is new to a port");
        known.Except(methods).ShouldBeEmpty("a method that is no port's any more");
    }

    [Fact]
    public async Task A_message_that_was_sent_twice_makes_one_run_and_one_mail()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.StartSlotAsync();
        foreach (var queue in new[] { StorageNames.AccountSyncsQueue, StorageNames.NotificationsQueue })
        {
            foreach (var message in await product.PeekAsync(queue))
            {
                await product.Get<QueueServiceClient>().GetQueueClient(queue).SendMessageAsync(message);
            }
        }

        await product.DrainAsync();

        (
            product.Mails.Count(mail => mail.Subject.Contains("連携", StringComparison.Ordinal)),
            product.World.Miws.Server.Requests.Count(IsSignIn)).ShouldBe((1, 1), product.Errors());
        product.ShouldBeInStep();

        static bool IsSignIn(RecordedRequest request) => request is { Method: "POST", Target: "/login" };
    }

    private static StorageClients Clients(string connection, LosingPolicy losing)
    {
        var (tables, blobs, queues) = (new TableClientOptions(), new BlobClientOptions(), StorageClients.QueueOptions);
        foreach (var options in new ClientOptions[] { tables, blobs, queues })
        {
            options.AddPolicy(losing, HttpPipelinePosition.PerRetry);
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        }

        return new StorageClients(
            new TableServiceClient(connection, tables), new BlobServiceClient(connection, blobs),
            new QueueServiceClient(connection, queues), NoVault.Client);
    }

    private static async Task<(string Outcome, int Writes)> RunAsync(WriteCase item, StorageClients clients, LosingPolicy losing, int lose)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddRoboSyncStorage(clients)
            .BuildServiceProvider();
        var stores = new Stores(services, clock, string.Create(CultureInfo.InvariantCulture, $"t{lose:00}"));
        await item.Prepare(stores);
        losing.Arm(lose);
        var answer = await item.Act(stores);
        var writes = losing.Writes;
        var stored = await DumpAsync(clients, stores.TenantId);
        var text = answer is IEnumerable<string> list ? string.Join(' ', list.Order(StringComparer.Ordinal)) : $"{answer}";
        return ($"{text}\n{string.Join('\n', stored)}".Replace(stores.TenantId, "tenant", StringComparison.Ordinal), writes);
    }

    // All that is stored of a tenant, without what differs from one write to the next of the same.
    private static async Task<List<string>> DumpAsync(StorageClients clients, string tenantId)
    {
        var found = new List<string>();
        foreach (var table in StorageNames.Tables)
        {
            await foreach (var row in clients.Tables.GetTableClient(table).QueryAsync<TableEntity>())
            {
                var columns = row.Where(column => column.Key is not ("odata.etag" or "Timestamp" or "WriteId"))
                    .OrderBy(column => column.Key, StringComparer.Ordinal);
                found.Add($"{table} {string.Join(' ', columns.Select(column => $"{column.Key}={column.Value}"))}");
            }
        }

        foreach (var container in StorageNames.Containers.Select(clients.Blobs.GetBlobContainerClient))
        {
            await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }))
            {
                var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
                found.Add($"{container.Name} {blob.Name} {blob.Properties.LeaseState} {string.Join(' ', blob.Metadata.Keys)} {content}");
            }
        }

        foreach (var queue in StorageNames.Queues.Select(clients.Queues.GetQueueClient))
        {
            // Two messages are as good as one, as another test shows.
            found.AddRange((await queue.PeekMessagesAsync(32)).Value.Select(message => $"{queue.Name} {message.Body}").Distinct());
        }

        return [.. found.Where(line => line.Contains(tenantId, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
