using Microsoft.Azure.Functions.Worker;
using RoboSync.Storage;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Uploads;

namespace RoboSync.Functions.Triggers;

/// <summary>Blob: a customer's イベント名対応表. On the Flex Consumption plan only Event Grid tells of new blobs.</summary>
public sealed class TakeEventMapping(TakeUpload uploads)
{
    /// <summary>Imports the uploaded file.</summary>
    [Function(nameof(ImportEventMapping))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.MappingsContainer + "/{tenantId}/inbox/{name}", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        string name,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(ImportEventMapping), StorageNames.MappingsContainer, tenantId, $"{tenantId}/inbox/{name}"),
            cancellationToken);
}

/// <summary>Queue: uploads that the host gave up.</summary>
public sealed class HandlePoisonedUpload(PoisonedUpload poisoned)
{
    /// <summary>Tells the customer and alarms the operator.</summary>
    [Function(nameof(HandlePoisonedUpload))]
    public Task RunAsync([QueueTrigger(StorageNames.BlobPoisonQueue)] string message, CancellationToken cancellationToken) =>
        poisoned.RunAsync(message, StorageNames.MappingsContainer, cancellationToken);
}

/// <summary>Queue: an upload that could not be taken when it came.</summary>
public sealed class ResumeUpload(TakeUpload uploads)
{
    /// <summary>Takes it.</summary>
    [Function(nameof(ResumeUpload))]
    public Task RunAsync([QueueTrigger(StorageNames.UploadsQueue)] string message, CancellationToken cancellationToken) =>
        uploads.ResumeAsync(message, cancellationToken);
}

/// <summary>Queue: such an upload that failed for a reason nobody foresaw.</summary>
public sealed class HandlePoisonedResume(PoisonedUpload poisoned)
{
    /// <summary>Tells the customer and alarms the operator.</summary>
    [Function(nameof(HandlePoisonedResume))]
    public Task RunAsync([QueueTrigger(StorageNames.UploadsPoisonQueue)] string message, CancellationToken cancellationToken) =>
        poisoned.ResumedAsync(message, StorageNames.MappingsContainer, cancellationToken);
}

/// <summary>Blob: an operator's tenant document.</summary>
public sealed class TakeTenantDocument(TakeUpload uploads)
{
    /// <summary>Applies the uploaded document.</summary>
    [Function(nameof(ApplyTenantDocument))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.TenantsContainer + "/{tenantId}.json", Source = BlobTriggerSource.EventGrid)] Stream content,
        string tenantId,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(ApplyTenantDocument), StorageNames.TenantsContainer, tenantId, $"{tenantId}.json"),
            cancellationToken);
}

/// <summary>Blob: an operator's page definition, which replaces a shipped one.</summary>
public sealed class TakePageDefinitionUpload(TakeUpload uploads)
{
    /// <summary>Checks the uploaded definition.</summary>
    [Function(nameof(TakePageDefinition))]
    public Task RunAsync(
        [BlobTrigger(StorageNames.PageDefinitionsContainer + "/{medium}/{name}.json", Source = BlobTriggerSource.EventGrid)] Stream content,
        string? medium,
        string? name,
        CancellationToken cancellationToken) => uploads.RunAsync(
            new UploadedBlob(nameof(TakePageDefinition), StorageNames.PageDefinitionsContainer, medium, $"{medium}/{name}.json"),
            cancellationToken);
}
