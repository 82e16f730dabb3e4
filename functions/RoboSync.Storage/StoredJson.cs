using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage;

/// <summary>
/// Reads what is stored as JSON. It was written by a version of this program; what cannot be read is a failure of its own.
/// </summary>
internal static class StoredJson
{
    /// <summary>What the JSON holds.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it is no such JSON.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type, string what) => Read(() => JsonSerializer.Deserialize(json, type), what);

    /// <summary>The same of a blob's content.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it is no such JSON.</exception>
    public static T Read<T>(BinaryData json, JsonTypeInfo<T> type, string what) =>
        Read(() => JsonSerializer.Deserialize(json.ToMemory().Span, type), what);

    /// <summary>The same of a stream.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it is no such JSON, or not packed as it should
    /// be.</exception>
    public static async Task<T> ReadAsync<T>(Stream json, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(json, type, cancellationToken)
                ?? throw Unreadable(what, nameof(JsonTokenType.Null));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException)
        {
            throw Unreadable(what, Where(unreadable));
        }
    }

    private static T Read<T>(Func<T?> read, string what)
    {
        try
        {
            return read() ?? throw Unreadable(what, nameof(JsonTokenType.Null));
        }
        catch (JsonException unreadable)
        {
            throw Unreadable(what, Where(unreadable));
        }
    }

    // Where, and not what: a parser's message may quote what it stumbled over.
    private static string Where(Exception unreadable) => unreadable is JsonException { Path: { } path } ? path : unreadable.GetType().Name;

    private static SyncException Unreadable(string what, string where) =>
        new(FailureCode.StoredUnreadable, $"{what} cannot be read ({where}).");
}
