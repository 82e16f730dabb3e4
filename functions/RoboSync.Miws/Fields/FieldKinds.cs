using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Fields;

/// <summary>
/// What a field's text must look like where it can have one look: a guardian's phone in the place of a mail address is not taken.
/// </summary>
internal static partial class FieldKinds
{
    private const int LongestText = 4000;
    private const int LongestName = 200;
    private const int LongestMail = 254;

    // Eight digits have numbers of countries without area codes; fifteen has the longest (ITU-T E.164), and 010 may stand before it.
    private const int FewestOfPhone = 8;
    private const int MostOfPhone = 18;

    // People write a former name, or their name in another script, behind a colon or a slash.
    private static readonly SearchValues<char> InNoName = SearchValues.Create("0123456789@[]【】〔〕<>{}|;\\");

    private static readonly SearchValues<char> OfMasks = SearchValues.Create("*＊✱●•■█");

    /// <summary>Whether a value of the kind stands on one line: below a name stands its reading, below a phone somebody else's.</summary>
    public static bool IsOneLine(string? kind) => kind is not (null or "text");

    /// <summary>
    /// Whether a text fits a kind; widths do not count (０９０ is 090). Every text must be one that a person can have typed.
    /// </summary>
    public static bool Fits(string? kind, string text)
    {
        if (text.Length > LongestText || !IsTyped(text)
            || (text.AsSpan().ContainsAny(OfMasks) && Masked().IsMatch(text)))
        {
            return false;
        }

        return kind is null or "text" || FitsNarrow(kind, Words.Narrow(text));
    }

    private static bool FitsNarrow(string kind, string text) => kind switch
    {
        "mail" => text.Length <= LongestMail && Mail().IsMatch(text),
        "phone" => Phone().IsMatch(text) && DigitsOfPhone(text) is >= FewestOfPhone and <= MostOfPhone,
        "postalCode" =>
            PostalCode().IsMatch(text) && text.Any(char.IsAsciiDigit) && text.Count(char.IsAsciiLetterOrDigit) is >= 3 and <= 10,
        "kana" => text.Length <= LongestName && Kana().IsMatch(text),
        "name" => text.Length <= LongestName && !text.AsSpan().ContainsAny(InNoName),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The schema allows no such kind."),
    };

    // Those of an extension aside.
    private static int DigitsOfPhone(string text)
    {
        var number = text.AsSpan();
        var end = number.IndexOfAny('内', 'e', 'E');
        var digits = 0;
        foreach (var character in end < 0 ? number : number[..end])
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits;
    }

    // Substitute characters, private ones (外字), control characters and marks of direction are what a site has lost or hidden, not what it
    // holds.
    private static bool IsTyped(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character < '\u0080' ? char.IsControl(character) && character != '\n'
                : character is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                    || (character >= '\uD800' && CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.PrivateUse
                        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned))
            {
                return false;
            }

            index += char.IsHighSurrogate(character) ? 1 : 0;
        }

        return true;
    }

    // Japanese carriers gave out addresses with two dots and with a dot before the @.
    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|[Xx][Nn]--[A-Za-z0-9-]+)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    // Many type the sign of long vowels for a dash (090ー1234ー5678); students in dormitories have an extension.
    [GeneratedRegex(
        @"^\+?[0-9()\-. \u2010-\u2015\u2212\u2500\u30FC]+(?:\(?(?:内線|ext\.?)[ :]*[0-9]{1,6}\)?)?\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();

    // 090-****-5678, h●●●@example.jp: a site that shows no more than this shows no value.
    [GeneratedRegex(@"[*＊✱●•■█]{3}|\*{2}@", RegexOptions.NonBacktracking)]
    private static partial Regex Masked();

    [GeneratedRegex(@"^〒?[ ]*[0-9A-Za-z][0-9A-Za-z\- \u2010-\u2015\u2212\u2500\u30FC]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PostalCode();

    // Foreign names have letters with accents, apostrophes of every form and ＝; a former name may stand in brackets.
    [GeneratedRegex(
        @"^[\u3041-\u309F\u30A0-\u30FFA-Za-z\u00C0-\u024F\u0300-\u036F\u1E00-\u1EFF .,'\u2018\u2019\u02BC()=\-\u2010-\u2015\u2212]+\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Kana();
}
