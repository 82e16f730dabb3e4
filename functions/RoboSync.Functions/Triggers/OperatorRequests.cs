using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Functions.Triggers;

/// <summary>Blob: an operator wants a tenant to run now. What is in it does not matter.</summary>
public sealed class TakeRunNow(RunNow runNow)
{
    /// <summary>Makes the tenant's accounts due.</summary>
    [Function(nameof(RunNow))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/run-now", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => runNow.RunAsync(tenantId, cancellationToken);
}

/// <summary>Blob: an operator wants a tenant's connections checked. What is in it does not matter.</summary>
public sealed class TakeCheck(CheckAccounts check)
{
    /// <summary>Checks the tenant's accounts.</summary>
    [Function(nameof(CheckAccounts))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/check", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => check.RunAsync(tenantId, cancellationToken);
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
