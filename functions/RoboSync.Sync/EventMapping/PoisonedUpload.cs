using System.Text.Json;
using System.Text.Json.Serialization;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Handles a message of a poison queue for blobs, the host's own or that of uploads which had to wait: an upload that failed in all its
/// tries. Nobody's upload ends in silence.
/// </summary>
public sealed class PoisonedUpload(ImportEventMapping import, OperatorAlarms alarms)
{
    /// <summary>Handles a message of the host's own.</summary>
    /// <param name="message">JSON of the host: FunctionId, ContainerName, BlobName and more.</param>
    /// <param name="mappingsContainer">Name of the container that mappings are uploaded to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task RunAsync(string message, string mappingsContainer, CancellationToken cancellationToken) => GiveUpAsync(
        () => MessageText.Read(message, PoisonedBlobJson.Default.PoisonedBlob, "the host's blob poison queue"),
        mappingsContainer,
        cancellationToken);

    /// <summary>Handles a message about an upload that had to wait.</summary>
    /// <param name="message">An <see cref="UploadMessage"/>.</param>
    /// <param name="mappingsContainer">Name of the container that mappings are uploaded to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task ResumedAsync(string message, string mappingsContainer, CancellationToken cancellationToken) => GiveUpAsync(
        () =>
        {
            var upload = UploadMessage.Parse(message);
            return new PoisonedBlob(upload.Container, upload.Name);
        },
        mappingsContainer,
        cancellationToken);

    private async Task GiveUpAsync(Func<PoisonedBlob> read, string mappingsContainer, CancellationToken cancellationToken)
    {
        PoisonedBlob blob;
        try
        {
            blob = read();
        }
        catch (JsonException notOurs)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableUpload, [notOurs.Message], once: "", cancellationToken);
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
