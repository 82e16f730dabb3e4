using System.Text.Json;
using System.Text.Json.Serialization;
using RoboSync.Sync.Alarms;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Handles a message of the host's poison queue for blobs: an upload that failed in all its tries. Nobody's upload ends in silence.
/// </summary>
public sealed class PoisonedUpload(ImportEventMapping import, OperatorAlarms alarms)
{
    // The last one in the path, as in the trigger's pattern, which takes as much as it can for the tenant.
    private const string Inbox = "/inbox/";

    /// <summary>Handles one message.</summary>
    /// <param name="message">JSON of the host: FunctionId, ContainerName, BlobName and more.</param>
    /// <param name="mappingsContainer">Name of the container that mappings are uploaded to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string message, string mappingsContainer, CancellationToken cancellationToken)
    {
        PoisonedBlob? blob;
        try
        {
            blob = JsonSerializer.Deserialize(message, PoisonedBlobJson.Default.PoisonedBlob);
        }
        catch (JsonException notTheHosts)
        {
            await alarms.RaiseAsync(AlarmTable.UnreadableUpload, [notTheHosts.Message], once: "", cancellationToken);
            return;
        }

        var name = blob?.BlobName ?? "";
        var inbox = name.LastIndexOf(Inbox, StringComparison.Ordinal);
        if (string.Equals(blob?.ContainerName, mappingsContainer, StringComparison.Ordinal) && inbox > 0)
        {
            await import.GiveUpAsync(name[..inbox], name[(inbox + Inbox.Length)..], cancellationToken);
        }
        else
        {
            await alarms.RaiseAsync(AlarmTable.PoisonedBlob, [blob?.ContainerName ?? "", name], once: $"{blob?.ContainerName}/{name}", cancellationToken);
        }
    }
}

internal sealed record PoisonedBlob(string? ContainerName, string? BlobName);

[JsonSerializable(typeof(PoisonedBlob))]
internal sealed partial class PoisonedBlobJson : JsonSerializerContext;
