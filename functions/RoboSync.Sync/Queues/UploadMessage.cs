using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Sync.Queues;

/// <summary>
/// Message of the queue <c>uploads</c>: an uploaded blob that has to be looked at later. The host itself tries a blob five times within
/// minutes and then gives it up.
/// </summary>
/// <param name="Schema">Name and version of this shape.</param>
/// <param name="Function">Name of the function that takes such blobs.</param>
/// <param name="Container">Container of the blob.</param>
/// <param name="Owner">Whose folder it lies in: a tenant, or the medium of a page definition.</param>
/// <param name="Name">Name of the blob.</param>
public sealed record UploadMessage(string Schema, string Function, string Container, string Owner, string Name)
{
    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "upload/1";

    private const string What = $"schema {CurrentSchema}";

    // A blob's name has no more.
    private const int LongestName = 1024;

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static UploadMessage Parse(string? message)
    {
        var parsed = MessageText.Read(message, UploadMessageJson.Default.UploadMessage, What);
        return parsed is
        {
            Schema: CurrentSchema, Function.Length: > 0, Container.Length: > 0, Owner.Length: > 0, Name.Length: > 0 and <= LongestName,
        }
            ? parsed
            : throw MessageText.NotOurs(What);
    }

    /// <summary>Writes the message.</summary>
    public string ToMessage() => JsonSerializer.Serialize(this, UploadMessageJson.Default.UploadMessage);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(UploadMessage))]
internal sealed partial class UploadMessageJson : JsonSerializerContext;
