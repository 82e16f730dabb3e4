using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Uploads;

namespace RoboSync.Functions.Triggers;

/// <summary>Blob: an operator wants a tenant to run now. What is in it does not matter.</summary>
public sealed class TakeRunNow(TakeUpload uploads)
{
    /// <summary>Makes the tenant's accounts due.</summary>
    [Function(nameof(RunNow))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/run-now", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(RunNow), StorageNames.TenantsContainer, tenantId, $"{tenantId}/run-now"),
            cancellationToken);
}

/// <summary>Blob: an operator wants a tenant's connections checked: those of the account whose id is in it, or all.</summary>
public sealed class TakeCheck(TakeUpload uploads)
{
    /// <summary>Checks the tenant's accounts.</summary>
    [Function(nameof(CheckAccounts))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/check", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(CheckAccounts), StorageNames.TenantsContainer, tenantId, $"{tenantId}/check"),
            cancellationToken);
}

/// <summary>Blob: somebody wants a dry run of the account that is in the file's name. What is in it does not matter.</summary>
public sealed class TakeDryRunRequest(TakeUpload uploads)
{
    /// <summary>Asks for the dry run.</summary>
    [Function(nameof(AskDryRun))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/dry-run-{accountId}", Source = BlobTriggerSource.EventGrid)]
        Stream content,
        string tenantId,
        string accountId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(AskDryRun), StorageNames.TenantsContainer, tenantId, $"{tenantId}{AskDryRun.Path}{accountId}"),
            cancellationToken);
}

/// <summary>Blob: somebody approves the plan whose number is in it, of the account in the file's name.</summary>
public sealed class TakeApproval(TakeUpload uploads)
{
    /// <summary>Approves the plan.</summary>
    [Function(nameof(ApprovePlan))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/approve-{accountId}", Source = BlobTriggerSource.EventGrid)]
        Stream content,
        string tenantId,
        string accountId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(ApprovePlan), StorageNames.TenantsContainer, tenantId, $"{tenantId}{ApprovePlan.Path}{accountId}"),
            cancellationToken);
}

/// <summary>Blob: somebody wants a tenant's bookings compared on both sides: of the account whose id is in it, or of all.</summary>
public sealed class TakeReconcile(TakeUpload uploads)
{
    /// <summary>Compares them.</summary>
    [Function(nameof(ReconcileAccounts))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/reconcile", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(ReconcileAccounts), StorageNames.TenantsContainer, tenantId, $"{tenantId}/reconcile"),
            cancellationToken);
}

/// <summary>Blob: an operator wants everything of a graduation year deleted. What is in it does not matter.</summary>
public sealed class TakePurge(TakeUpload uploads)
{
    /// <summary>Purges the year.</summary>
    [Function(nameof(PurgeYear))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}/purge-{year}", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        string year,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(PurgeYear), StorageNames.TenantsContainer, tenantId, $"{tenantId}/purge-{year}"),
            cancellationToken);
}
