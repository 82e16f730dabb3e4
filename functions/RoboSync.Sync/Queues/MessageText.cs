using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RoboSync.Sync.Queues;

/// <summary>
/// Reads what lies on a queue. Anybody can put anything there, and the error may be logged: it quotes nothing of the text.
/// </summary>
internal static class MessageText
{
    // Of times outside no calendar, key or report here can be made.
    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    /// <summary>Reads a message.</summary>
    /// <param name="message">The text; null is none.</param>
    /// <param name="type">Its shape.</param>
    /// <param name="what">What it should be, for the error.</param>
    /// <exception cref="JsonException">It is not one, whatever it is.</exception>
    public static T Read<T>(string? message, JsonTypeInfo<T> type, string what)
        where T : class
    {
        try
        {
            if (message is not null && JsonSerializer.Deserialize(message, type) is { } read)
            {
                return read;
            }
        }
        catch (Exception notOurs) when (notOurs is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            // Besides wrong JSON: halves of characters, in the text or escaped.
        }

        throw NotOurs(what);
    }

    /// <summary>What is thrown for a text that is no such message.</summary>
    public static JsonException NotOurs(string what) => new($"Not a message of {what}.");

    /// <summary>Whether a time can be meant.</summary>
    public static bool IsPlausible(DateTimeOffset time) => time.UtcDateTime.Year is >= FirstYear and < LastYear;
}
