using System.Globalization;
using System.Numerics;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>Finds which known id a damaged one may have been, by rounding the known ones as Excel does. Only ever a suggestion.</summary>
internal static class DamagedId
{
    /// <summary>The one known id that is shown as the damaged text, or null where there is none or more than one.</summary>
    /// <param name="damaged">For example 2.23993E+18 or 2239928341129600000.</param>
    /// <param name="known">Known ids.</param>
    public static string? FindOriginal(string damaged, IEnumerable<string> known)
    {
        if (!TryRead(damaged, out var digits, out var length))
        {
            return null;
        }

        string? found = null;
        foreach (var id in known)
        {
            if (id.Length == length && id.Length >= digits.Length
                && (id.StartsWith(digits, StringComparison.Ordinal) || Round(id, digits.Length) == digits.TrimEnd('0')))
            {
                if (found is not null)
                {
                    return null;
                }

                found = id;
            }
        }

        return found;
    }

    // The digits that are left, and how many there were.
    private static bool TryRead(string damaged, out string digits, out int length)
    {
        var exponentAt = damaged.AsSpan().IndexOfAny('e', 'E');
        if (exponentAt < 0)
        {
            digits = damaged.TrimEnd('0');
            length = damaged.Length;
            return digits.Length > 0 && damaged.All(char.IsAsciiDigit);
        }

        var point = damaged.IndexOf('.', StringComparison.Ordinal);
        var whole = damaged[..(point < 0 ? exponentAt : point)];
        digits = (whole + (point < 0 ? "" : damaged[(point + 1)..exponentAt])).TrimEnd('0');
        var hasExponent =
            int.TryParse(damaged.AsSpan(exponentAt + 1).TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var exponent);
        length = exponent + whole.Length;
        return hasExponent && digits.Length > 0 && length is > 0 and <= 40;
    }

    // To so many leading digits, half up; a carry may make one more digit, which then fits nothing.
    private static string Round(string id, int digits)
    {
        if (digits >= id.Length)
        {
            return id;
        }

        var head = BigInteger.Parse(id.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return (id[digits] >= '5' ? head + 1 : head).ToString(CultureInfo.InvariantCulture).TrimEnd('0');
    }
}
