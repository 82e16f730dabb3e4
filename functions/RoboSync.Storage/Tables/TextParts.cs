using Azure.Data.Tables;

namespace RoboSync.Storage.Tables;

/// <summary>A text over several columns of a row, <c>{name}0</c>, <c>{name}1</c> and so on: a column holds 32,768 characters.</summary>
internal static class TextParts
{
    private const int Length = 30_000;

    /// <summary>Puts a text into a row.</summary>
    /// <returns>How many columns it took.</returns>
    public static int SetText(this TableEntity row, string name, string text)
    {
        var parts = 0;
        for (var (at, length) = (0, 0); at < text.Length; at += length)
        {
            // A half of a character is none to the table service: one that would be cut in two goes into the next column whole.
            length = Math.Min(Length, text.Length - at);
            length -= at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]) ? 1 : 0;
            row[$"{name}{parts++}"] = text.Substring(at, length);
        }

        return parts;
    }

    /// <summary>Blanks what a longer text may have left behind in a row that this one is merged into.</summary>
    public static void BlankText(this TableEntity row, string name, int mostParts)
    {
        for (var part = 0; part < mostParts; part++)
        {
            row.TryAdd($"{name}{part}", "");
        }
    }

    /// <summary>The text; empty where the row has none.</summary>
    public static string GetText(this TableEntity row, string name) => string.Concat(
        Enumerable.Range(0, int.MaxValue).Select(part => row.TryGetValue($"{name}{part}", out var text) ? text as string : null)
            .TakeWhile(text => text is not null));
}
