using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Sync.Queues;

/// <summary>Message of the queue <c>account-syncs</c>: one run of one account. Holds ids only.</summary>
/// <param name="Schema">Name and version of this shape, so that messages outlive a deploy.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Slot">The slot (UTC).</param>
public sealed record SyncMessage(string Schema, string TenantId, string AccountId, DateTimeOffset Slot)
{
    /// <summary>
    /// Whether the message was put back once since an earlier run seemed to go on. A dead worker's lease is held for up to a minute: only who holds it
    /// still at a second look is alive.
    /// </summary>
    public bool HasWaited { get; init; }

    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "account-sync/1";
}

/// <summary>Reads and writes <see cref="SyncMessage"/>s.</summary>
public static class SyncMessages
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static SyncMessage Parse(string message)
    {
        var parsed = JsonSerializer.Deserialize(message, SyncMessageJson.Default.SyncMessage);
        return parsed is { Schema: SyncMessage.CurrentSchema, TenantId.Length: > 0, AccountId.Length: > 0 }
            ? parsed
            : throw new JsonException($"Not a message of schema {SyncMessage.CurrentSchema}.");
    }

    /// <summary>Writes a message.</summary>
    public static string Write(SyncMessage message) => JsonSerializer.Serialize(message, SyncMessageJson.Default.SyncMessage);

    /// <summary>The run of a slot: one slot, one run.</summary>
    public static string RunId(DateTimeOffset slot) => slot.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SyncMessage))]
internal sealed partial class SyncMessageJson : JsonSerializerContext;
