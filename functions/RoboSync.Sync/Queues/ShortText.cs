using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RoboSync.Sync.Queues;

/// <summary>
/// Makes names that people or machines gave fit where they are shown or kept. Characters of two halves are never cut in two.
/// </summary>
public static class ShortText
{
    private const int HashLength = 32;

    /// <summary>
    /// The text for people: its beginning and its end, where a file's kind stands, with … between them where it is too long.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Characters that it may have.</param>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var tail = Math.Min(most / 3, 20);
        return $"{Head(text, most - tail - 1)}…{Tail(text, tail)}";
    }

    /// <summary>
    /// The text as a key: where it is too long its beginning and a hash of the whole, so that different texts stay different.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Characters that it may have; more than the 33 of the hash.</param>
    public static string Key(string text, int most) => text.Length <= most ? text : Hashed(text, text, most);

    /// <summary>What is shown of a text, with a hash of the whole.</summary>
    /// <param name="shown">What is left of the text.</param>
    /// <param name="whole">The text.</param>
    /// <param name="most">Characters that the result may have; more than the 33 of the hash.</param>
    public static string Hashed(string shown, string whole, int most)
    {
        // Of the memory, not of an encoding: to one a half of a character is as good as another.
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(whole.AsSpan())))[..HashLength];
        return $"{Head(shown, Math.Min(shown.Length, most - HashLength - 1))}~{hash}";
    }

    private static string Head(string text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Tail(string text, int length) => text[^(char.IsLowSurrogate(text[^length]) ? length - 1 : length)..];
}
