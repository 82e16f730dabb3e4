using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Uploads;

/// <summary>An upload that is being taken.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="Since">When it was taken first: a try after a worker's death names what it does as the first one did.</param>
public sealed record Upload(Stream Content, DateTimeOffset Since);

/// <summary>
/// Takes each version of an uploaded blob once. Event Grid delivers at least once, at times twice at the same moment, and the host delivers
/// again what a worker died over. The uploads of an owner take turns, function by function, so that a second delivery finds what the first
/// one did. One that has to wait puts itself on the queue: the host counts tries, and only what nobody foresaw may use them up.
/// </summary>
public sealed partial class TakeUpload(
    IUploadStore uploads,
    IWorkQueues queues,
    IEnumerable<IUploadWork> works,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<TakeUpload> logger)
{
    private readonly Dictionary<string, IUploadWork> works = works.ToDictionary(work => work.Function, StringComparer.Ordinal);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Takes an upload that a function was told of, or puts it on the queue where storage is away or its turn was lost.</summary>
    /// <param name="blob">What the function was told of.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    public async Task RunAsync(UploadedBlob blob, CancellationToken cancellationToken)
    {
        try
        {
            await OnceAsync(blob, (upload, token) => works[blob.Function].TakeAsync(blob, upload, token), cancellationToken);
        }
        catch (Exception passing)
            when (!string.IsNullOrEmpty(blob.Owner) && IsPassing(passing) && !cancellationToken.IsCancellationRequested)
        {
            // Where the queue is away too, this throws, and the host tries again.
            LogLater(blob.Function, blob.Owner, passing);
            var message = new UploadMessage(UploadMessage.CurrentSchema, blob.Function, blob.Container, blob.Owner, blob.Name);
            await queues.EnqueueUploadAsync(message, options.Value.InterruptionDelay, cancellationToken);
        }
    }

    /// <summary>Takes an upload that waited on the queue.</summary>
    /// <param name="message">An <see cref="UploadMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message is then delivered again.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no such message.</exception>
    public Task ResumeAsync(string message, CancellationToken cancellationToken)
    {
        var waited = UploadMessage.Parse(message);
        return works.ContainsKey(waited.Function)
            ? RunAsync(new UploadedBlob(waited.Function, waited.Container, waited.Owner, waited.Name), cancellationToken)
            : throw MessageText.NotOurs("a function that takes uploads");
    }

    /// <summary>Takes an upload, unless that version of it was taken before or is gone.</summary>
    /// <param name="blob">What the function was told of.</param>
    /// <param name="take">Does it; doing it again after it failed half-way goes on.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    public async Task OnceAsync(UploadedBlob blob, Func<Upload, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(blob.Owner))
        {
            // Nobody's: whoever takes it says so.
            await take(new Upload(Stream.Null, clock.GetUtcNow()), cancellationToken);
            return;
        }

        await using var turn = await WaitForTurnAsync(blob, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        if (await uploads.OpenAsync(blob, stop.Token) is not { } found)
        {
            LogGone(blob.Function, blob.Owner);
            return;
        }

        await using var content = found.Content;
        var note = await uploads.NoteTakenAsync(blob, found.Version, stop.Token);
        if (note.IsDone)
        {
            LogAgain(blob.Function, blob.Owner);
            return;
        }

        await take(new Upload(content, note.Since), stop.Token);
        await uploads.NoteDoneAsync(blob, found.Version, stop.Token);
    }

    // A turn that is lost cancels what is done in it.
    private static bool IsPassing(Exception failure) =>
        failure is OperationCanceledException or SyncException { Code: FailureCode.StorageUnreachable };

    // Who goes away instead of waiting would lose the upload where the one whose turn it is dies.
    private async Task<IUploadTurn> WaitForTurnAsync(UploadedBlob blob, CancellationToken cancellationToken)
    {
        var wait = ShortestWait;
        while (true)
        {
            if (await uploads.TryTakeTurnAsync(blob, cancellationToken) is { } turn)
            {
                return turn;
            }

            await Task.Delay(wait, clock, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    [LoggerMessage(1120, LogLevel.Information, "{Function}: an upload of {Owner} was delivered again; it is taken once.")]
    private partial void LogAgain(string function, string owner);

    [LoggerMessage(1122, LogLevel.Warning, "{Function}: an upload of {Owner} has to wait; it is taken later.")]
    private partial void LogLater(string function, string owner, Exception exception);

    [LoggerMessage(1121, LogLevel.Information, "{Function}: an upload of {Owner} was deleted before it could be taken.")]
    private partial void LogGone(string function, string owner);
}
