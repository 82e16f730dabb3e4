using Microsoft.Extensions.Logging;

namespace RoboSync.Sync.Uploads;

/// <summary>An upload that is being taken.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="Since">When it was taken first: a try after a worker's death names what it does as the first one did.</param>
public sealed record Upload(Stream Content, DateTimeOffset Since);

/// <summary>
/// Takes each version of an uploaded blob once. Event Grid delivers at least once, at times twice at the same moment, and the host delivers
/// again what a worker died over. The uploads of a tenant take turns, function by function, so that a second delivery finds what the first
/// one did.
/// </summary>
public sealed partial class TakeUpload(IUploadStore uploads, TimeProvider clock, ILogger<TakeUpload> logger)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Takes an upload, unless that version of it was taken before or is gone.</summary>
    /// <param name="blob">What the function was told of.</param>
    /// <param name="take">Does it; doing it again after it failed half-way goes on.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    public async Task OnceAsync(UploadedBlob blob, Func<Upload, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(blob.TenantId))
        {
            // Nobody's: whoever takes it says so.
            await take(new Upload(Stream.Null, clock.GetUtcNow()), cancellationToken);
            return;
        }

        await using var turn = await WaitForTurnAsync(blob, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        if (await uploads.OpenAsync(blob, stop.Token) is not { } found)
        {
            LogGone(blob.Function, blob.TenantId);
            return;
        }

        await using var content = found.Content;
        var note = await uploads.NoteTakenAsync(blob, found.Version, stop.Token);
        if (note.IsDone)
        {
            LogAgain(blob.Function, blob.TenantId);
            return;
        }

        await take(new Upload(content, note.Since), stop.Token);
        await uploads.NoteDoneAsync(blob, found.Version, stop.Token);
    }

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

    [LoggerMessage(1120, LogLevel.Information, "{Function}: an upload of {TenantId} was delivered again; it is taken once.")]
    private partial void LogAgain(string function, string tenantId);

    [LoggerMessage(1121, LogLevel.Information, "{Function}: an upload of {TenantId} was deleted before it could be taken.")]
    private partial void LogGone(string function, string tenantId);
}
