using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Queues;

/// <summary>Message of the queue <c>account-syncs</c>: one run of one account. Holds ids only.</summary>
/// <param name="Schema">Name and version of this shape, so that messages outlive a deploy.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Slot">The slot (UTC).</param>
public sealed record SyncMessage(string Schema, string TenantId, string AccountId, DateTimeOffset Slot)
{
    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "account-sync/1";
}

/// <summary>Reads and writes <see cref="SyncMessage"/>s.</summary>
public static class SyncMessages
{
    private const string Schema = $"schema {SyncMessage.CurrentSchema}";

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static SyncMessage Parse(string? message)
    {
        var parsed = MessageText.Read(message, SyncMessageJson.Default.SyncMessage, Schema);
        return parsed is { Schema: SyncMessage.CurrentSchema } && Tenant.IsId(parsed.TenantId) && Tenant.IsId(parsed.AccountId) && MessageText.IsPlausible(parsed.Slot)
            ? parsed
            : throw MessageText.NotOurs(Schema);
    }

    /// <summary>Writes a message.</summary>
    public static string Write(SyncMessage message) => JsonSerializer.Serialize(message, SyncMessageJson.Default.SyncMessage);

    /// <summary>The run of a slot: one slot, one run.</summary>
    public static string RunId(DateTimeOffset slot) => slot.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SyncMessage))]
internal sealed partial class SyncMessageJson : JsonSerializerContext;
