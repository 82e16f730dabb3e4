using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Retention;

namespace RoboSync.Functions.Triggers;

/// <summary>Timer: deletes records whose time is over.</summary>
public sealed class TakeCleanUp(CleanUp cleanUp)
{
    /// <summary>Fires once a day, at night in Japan.</summary>
    [Function(nameof(CleanUp))]
    public Task RunAsync([TimerTrigger("0 40 17 * * *")] TimerInfo timer, CancellationToken cancellationToken) => cleanUp.RunAsync(cancellationToken);
}

/// <summary>Blob: an operator wants everything of a graduation year deleted. What is in it does not matter.</summary>
public sealed class TakePurge(PurgeYear purge)
{
    /// <summary>Purges the year.</summary>
    [Function(nameof(PurgeYear))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/purge-{year}", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        string year,
        CancellationToken cancellationToken) => purge.RunAsync(tenantId, year, cancellationToken);
}
