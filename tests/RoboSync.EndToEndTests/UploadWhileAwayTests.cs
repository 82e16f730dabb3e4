using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Uploads;

namespace RoboSync.EndToEndTests;

/// <summary>
/// An upload that comes while storage is away, or whose turn is lost, waits on a queue: the host would give it up in minutes.
/// </summary>
public sealed class UploadWhileAwayTests(StorageFixture storage)
{
    private const int GivenUp = 9003;
    private const int HasToWait = 1122;

    // More than the host's five tries with the client's own four each.
    private const int Away = 200;

    [Fact]
    public async Task It_is_taken_once_storage_is_back()
    {
        var policy = new StorageFaultPolicy();
        await using var product = await Product.StartAsync(storage, applicants: 4, options =>
        {
            options.StoragePolicy = policy;
            options.UploadMapping = false;
        });
        await UploadAsync(product, StorageNames.MappingsContainer, "sample/inbox/while-away.csv", product.World.MappingCsv());
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "");
        var away = Away;
        policy.Choose = kind => !kind.Contains(StorageNames.UploadsQueue, StringComparison.Ordinal) && away-- > 0
            ? StorageFault.Busy
            : StorageFault.None;

        await product.DrainAsync();

        away.ShouldBeLessThanOrEqualTo(0);
        product.Logs.ShouldContain(log => log.Id.Id == HasToWait);
        product.Logs.ShouldNotContain(log => log.Id.Id == GivenUp);
        product.Mails.ShouldHaveSingleItem().Text.ShouldContain("第1版として登録しました");
        (await product.Get<IEventMappingStore>().ReadCurrentVersionAsync("sample", default)).ShouldBe(1);
        (await product.Get<IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow(), default)).ShouldHaveSingleItem("run-now");
        product.OperatorMails.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_whose_turn_was_lost_is_taken_later()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.UploadMapping = false);
        await UploadAsync(product, StorageNames.TenantsContainer, "sample/run-now", "");
        var turns = new LosesTurns(product.Get<IUploadStore>());
        var uploads = ActivatorUtilities.CreateInstance<TakeUpload>(product.Services, turns);

        await uploads.RunAsync(
            new UploadedBlob(nameof(RunNow), StorageNames.TenantsContainer, "sample", "sample/run-now"),
            TestContext.Current.CancellationToken);

        (await product.PeekAsync(StorageNames.UploadsQueue)).ShouldHaveSingleItem().ShouldContain("sample/run-now");
        await product.DrainAsync();
        (await product.Get<IDueSlotStore>().ReadDueAsync(product.Clock.GetUtcNow(), default)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"schema":"upload/2","function":"RunNow","container":"tenants","owner":"sample","name":"sample/run-now"}""")]
    [InlineData("""{"schema":"upload/1","function":"Nothing","container":"tenants","owner":"sample","name":"sample/run-now"}""")]
    public async Task A_message_that_is_none_ends_in_an_alarm(string message)
    {
        await using var product = await Product.StartAsync(storage, applicants: 1, options => options.UploadMapping = false);
        await product.SendAsync(StorageNames.UploadsQueue, message);

        await product.DrainAsync();

        product.OperatorMails.ShouldHaveSingleItem().Subject.ShouldContain("PoisonedUpload");
    }

    private static Task UploadAsync(Product product, string container, string name, string content) => product.Get<BlobServiceClient>()
        .GetBlobContainerClient(container).GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);

    private sealed class LosesTurns(IUploadStore store) : IUploadStore
    {
        public async Task<IUploadTurn?> TryTakeTurnAsync(UploadedBlob blob, CancellationToken cancellationToken) =>
            await store.TryTakeTurnAsync(blob, cancellationToken) is { } turn ? new LostTurn(turn) : null;

        public Task<BlobVersion?> OpenAsync(UploadedBlob blob, CancellationToken cancellationToken) =>
            store.OpenAsync(blob, cancellationToken);

        public Task<UploadNote> NoteTakenAsync(UploadedBlob blob, string version, CancellationToken cancellationToken) =>
            store.NoteTakenAsync(blob, version, cancellationToken);

        public Task NoteDoneAsync(UploadedBlob blob, string version, CancellationToken cancellationToken) =>
            store.NoteDoneAsync(blob, version, cancellationToken);

        private sealed class LostTurn(IUploadTurn turn) : IUploadTurn
        {
            public CancellationToken Lost => new(canceled: true);

            public ValueTask DisposeAsync() => turn.DisposeAsync();
        }
    }
}
