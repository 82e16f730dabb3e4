namespace RoboSync.Miws.Fields;

/// <summary>Reads a text from left to right; what does not fit stays where it is.</summary>
internal ref struct TextCursor(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Goes past spaces.</summary>
    public void SkipSpaces() => rest = rest.TrimStart(' ');

    /// <summary>Takes a text that stands here.</summary>
    public bool TryTake(scoped ReadOnlySpan<char> text)
    {
        if (!rest.StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[text.Length..];
        return true;
    }

    /// <summary>Takes one of some characters.</summary>
    public bool TryTakeAny(scoped ReadOnlySpan<char> characters, out char taken)
    {
        taken = rest.IsEmpty ? '\0' : rest[0];
        if (rest.IsEmpty || !characters.Contains(taken))
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    /// <summary>Takes the first of some words that stands here; true where there is none too.</summary>
    public bool TakeOptional(scoped ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (TryTake(word))
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>Takes a number of so many digits; no digit may follow.</summary>
    public bool TryTakeNumber(int fewest, int most, out int number)
    {
        number = 0;
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            number = digits < most ? (number * 10) + (rest[digits] - '0') : number;
            digits++;
        }

        if (digits < fewest || digits > most)
        {
            return false;
        }

        rest = rest[digits..];
        return true;
    }

    /// <summary>Takes exactly so many digits, whatever follows.</summary>
    public bool TryTakeDigits(int count, out int number)
    {
        number = 0;
        if (rest.Length < count)
        {
            return false;
        }

        foreach (var digit in rest[..count])
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        rest = rest[count..];
        return true;
    }
}
