using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RoboSync.Sync.Retention;

/// <summary>Deletes records whose time is over. Doing it twice changes nothing.</summary>
public sealed partial class CleanUp(IRetentionStore store, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<CleanUp> logger)
{
    /// <summary>Cleans up once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var records = await store.DeleteOldAsync(Keeping.Records, now - options.Value.Records, cancellationToken);
        var working = await store.DeleteOldAsync(Keeping.Working, now - options.Value.Working, cancellationToken);
        var pages = await store.DeleteOldAsync(Keeping.MaskedPages, now - options.Value.MaskedPages, cancellationToken);
        var audit = await store.DeleteOldAsync(Keeping.Audit, now - options.Value.Audit, cancellationToken);
        LogDeleted(records, working, pages, audit);
    }

    [LoggerMessage(
        1600,
        LogLevel.Information,
        "Deleted {Records} records, {Working} worklists and claims, {Pages} masked pages, {Audit} entries of the audit log.")]
    private partial void LogDeleted(int records, int working, int pages, int audit);
}
