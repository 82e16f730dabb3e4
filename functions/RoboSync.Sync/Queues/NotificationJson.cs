using System.Text.Json.Serialization;

namespace RoboSync.Sync.Queues;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NotificationMessage))]
internal sealed partial class NotificationJson : JsonSerializerContext;
