using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Handles a message of the host's poison queue for blobs: an upload that failed in all its tries. Nobody's upload ends in silence.
/// </summary>
public sealed partial class PoisonedUpload(ImportEventMapping import, ILogger<PoisonedUpload> logger)
{
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
            LogUnreadable(notTheHosts);
            return;
        }

        var name = blob?.BlobName ?? "";
        var inbox = name.IndexOf(Inbox, StringComparison.Ordinal);
        if (string.Equals(blob?.ContainerName, mappingsContainer, StringComparison.Ordinal) && inbox > 0)
        {
            await import.GiveUpAsync(name[..inbox], name[(inbox + Inbox.Length)..], cancellationToken);
        }
        else
        {
            LogOther(blob?.ContainerName ?? "", name);
        }
    }

    [LoggerMessage(1511, LogLevel.Error, "OperatorAlarm PoisonedUpload: a message of the blob poison queue could not be read.")]
    private partial void LogUnreadable(Exception exception);

    [LoggerMessage(1512, LogLevel.Error, "OperatorAlarm PoisonedUpload: {Container}/{Blob} could not be processed; see the errors logged before. Mend, then upload it again.")]
    private partial void LogOther(string container, string blob);
}

internal sealed record PoisonedBlob(string? ContainerName, string? BlobName);

[JsonSerializable(typeof(PoisonedBlob))]
internal sealed partial class PoisonedBlobJson : JsonSerializerContext;
