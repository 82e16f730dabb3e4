using System.Net;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using RoboSync.Storage;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Storage;

/// <summary>Storage that is busy or away passes by itself; what it answers about the request is whoever's who asked.</summary>
public sealed class UnreachableStorageTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_busy_storage_is_not_reached_also_after_the_clients_own_tries(int status)
    {
        using var storage = new Answering((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));

        (await Should.ThrowAsync<SyncException>(() => ReadAsync(storage))).Code.ShouldBe(FailureCode.StorageUnreachable);

        storage.Requests.ShouldBe(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    public async Task An_answer_about_the_request_stays_as_it_is(int status)
    {
        using var storage = new Answering((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));

        (await Should.ThrowAsync<RequestFailedException>(() => ReadAsync(storage))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_not_reached_and_nothing_of_the_path_is_said()
    {
        using var storage = new Answering((_, _) => throw new HttpRequestException("refused"));

        var failure = await Should.ThrowAsync<SyncException>(() => ReadAsync(storage));

        failure.Code.ShouldBe(FailureCode.StorageUnreachable);
        failure.Detail.ShouldNotContain("somebodys-file");
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_in_time_is_not_reached()
    {
        using var storage = new Answering(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new HttpResponseMessage();
        });

        (await Should.ThrowAsync<SyncException>(() => ReadAsync(storage))).Code.ShouldBe(FailureCode.StorageUnreachable);
    }

    [Fact]
    public async Task Whoever_stops_asking_has_stopped_and_nothing_failed()
    {
        using var stop = new CancellationTokenSource();
        using var storage = new Answering(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new HttpResponseMessage();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => ReadAsync(storage, stop.Token));
    }

    private static Task ReadAsync(Answering storage, CancellationToken cancellationToken = default)
    {
        var options = StorageClients.BlobOptions;
        options.Transport = new HttpClientTransport(storage);
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(100);
        return new BlobServiceClient(new Uri("https://storage.example"), options).GetBlobContainerClient("mappings")
            .GetBlobClient("sample/inbox/somebodys-file.csv").DownloadContentAsync(cancellationToken);
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var response = await answer(request, cancellationToken);
            response.RequestMessage = request;
            response.Content ??= new ByteArrayContent([]);
            return response;
        }
    }
}
