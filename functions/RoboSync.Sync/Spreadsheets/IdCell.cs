using System.Text;
using System.Text.RegularExpressions;

namespace RoboSync.Sync.Spreadsheets;

/// <summary>Why a cell is no id.</summary>
internal enum IdFault
{
    None,
    Blank,
    Exponent,
    Decimal,
    Thousands,
    Date,

    /// <summary>Several numbers, or one that something cuts in pieces.</summary>
    Several,

    /// <summary>More digits than any id has.</summary>
    TooLong,
    Letters,
}

/// <summary>
/// A cell that should hold an id: digits, kept as text. What surrounds them is cleaned; what changes them (an exponent, zeros in place of
/// lost digits) is refused and never repaired.
/// </summary>
/// <param name="Value">The id, or what stands there instead.</param>
/// <param name="Fault">Why it is none.</param>
/// <param name="IsCleaned">Whether something was cleaned that the customer should know of.</param>
internal readonly partial record struct IdCell(string Value, IdFault Fault, bool IsCleaned)
{
    // Excel keeps 15 digits and puts zeros in the place of the others (support.microsoft.com, "long numbers").
    private const int ExcelDigits = 15;
    private const int FewestZeros = 3;

    // Twice what the longest known id has, and short enough for any key.
    private const int MostDigits = 40;

    // What is wrong with a cell shows at its beginning.
    private const int LongestLookedAt = 1000;

    /// <summary>Whether the id may have lost its tail to Excel: only a list of known ids can tell.</summary>
    public bool MayHaveLostDigits =>
        Fault == IdFault.None && Value.Length >= ExcelDigits + FewestZeros && Value.AsSpan(ExcelDigits).IndexOfAnyExcept('0') < 0;

    public static IdCell Read(string raw)
    {
        if (raw.Length > 0 && raw.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return new IdCell(raw, FaultOf(raw), IsCleaned: false);
        }

        var text = Clean(raw, out var isCleaned);
        return new IdCell(text, FaultOf(text), isCleaned);
    }

    private static string Clean(string raw, out bool isCleaned)
    {
        // Plain blanks and our own ="…" are no news; everything else that is taken off is told.
        var text = raw.Trim(' ');
        if (text.StartsWith('='))
        {
            text = text[1..].Trim('"');
        }

        var cleaned = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            cleaned.Append(character is >= '０' and <= '９' ? (char)(character - '０' + '0') : character);
        }

        var start = 0;
        var end = cleaned.Length;
        while (start < end && IsAround(cleaned[start]))
        {
            start++;
        }

        while (end > start && IsAround(cleaned[end - 1]))
        {
            end--;
        }

        var value = cleaned.ToString(start, end - start);
        isCleaned = value.Length > 0 && !string.Equals(value, text, StringComparison.Ordinal);
        return value;
    }

    // Blanks of every kind, invisible characters, stray quotes, and the apostrophe that marks text in Excel.
    private static bool IsAround(char character) =>
        char.IsWhiteSpace(character) || character is '"' or '\'' or '’' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';

    private static IdFault FaultOf(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return text.Length == 0 ? IdFault.Blank : text.Length > MostDigits ? IdFault.TooLong : IdFault.None;
        }

        var plain = text.Length > LongestLookedAt ? text[..LongestLookedAt] : text;
        return Exponent().IsMatch(plain) ? IdFault.Exponent
            : Decimal().IsMatch(plain) ? IdFault.Decimal
            : Thousands().IsMatch(plain) ? IdFault.Thousands
            : Date().IsMatch(plain) ? IdFault.Date
            : Several().IsMatch(plain) ? IdFault.Several
            : IdFault.Letters;
    }

    [GeneratedRegex(
        @"^[0-9]+(?:[.．][0-9]+)?[eEｅＥ][-－+＋]?[0-9]+\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Exponent();

    [GeneratedRegex(@"^[0-9]+[.．][0-9]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Decimal();

    [GeneratedRegex(
        @"^[0-9]{1,3}(?:[,，][0-9]{3})+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();

    // With a weekday and a time where there is one: 2027/1/27(水) 10:00.
    [GeneratedRegex(
        @"^(?:[0-9]{1,4}[/.-][0-9]{1,2}(?:[/.-][0-9]{1,4})?|[0-9]{1,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
        + @"|[0-9]{1,2}-[A-Za-z]{3}(?:-[0-9]{2,4})?|[A-Za-z]{3}-[0-9]{2})(?:[(（].[)）])?(?:[ T][0-9]{1,2}:[0-9:.]{2,9}Z?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    [GeneratedRegex(@"[0-9][^0-9]+[0-9]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Several();
}
