using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Sync.Failures;

/// <summary>
/// Reads what is stored by its name. A name that this version does not know was written by a newer one, before somebody went back to this:
/// it is read as what does least harm, so that nothing stored is unreadable for it.
/// </summary>
public static class StoredNames
{
    /// <summary>The value of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="unknown">What another name is read as.</param>
    public static T Parse<T>(string name, T unknown)
        where T : struct, Enum => Known<T>.Values.GetValueOrDefault(name, unknown);

    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyDictionary<string, T> Values =
            Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.Ordinal);
    }
}

/// <summary>Writes a value as its name and reads it as <paramref name="parse"/> says.</summary>
/// <param name="parse">The value of a name, whatever the name is.</param>
public abstract class StoredNameJson<T>(Func<string, T> parse) : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? parse(reader.GetString()!) : throw new JsonException($"{typeof(T).Name} is a name.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
