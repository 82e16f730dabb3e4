using System.Text.Json;
using System.Text.Json.Serialization;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Handles a message of the host's poison queue for blobs: an upload that failed in all its tries. Nobody's upload ends in silence.
/// </summary>
public sealed class PoisonedUpload(ImportEventMapping import, OperatorAlarms alarms)
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">JSON of the host: FunctionId, ContainerName, BlobName and more.</param>
    /// <param name="mappingsContainer">Name of the container that mappings are uploaded to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string message, string mappingsContainer, CancellationToken cancellationToken)
    {
        PoisonedBlob blob;
        try
        {
            blob = MessageText.Read(message, PoisonedBlobJson.Default.PoisonedBlob, "the host's blob poison queue");
        }
        catch (JsonException notTheHosts)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableUpload, [notTheHosts.Message], once: "", cancellationToken);
            return;
        }

        var (container, name) = (blob.ContainerName ?? "", blob.BlobName ?? "");
        if (string.Equals(container, mappingsContainer, StringComparison.Ordinal) && UploadName.Split(name) is var (tenantId, upload))
        {
            await import.GiveUpAsync(tenantId, upload, cancellationToken);
        }
        else
        {
            await alarms.RaiseAsync(AlarmTable.PoisonedBlob, [container, name], once: $"{container}/{name}", cancellationToken);
        }
    }
}

internal sealed record PoisonedBlob(string? ContainerName, string? BlobName);

[JsonSerializable(typeof(PoisonedBlob))]
internal sealed partial class PoisonedBlobJson : JsonSerializerContext;
