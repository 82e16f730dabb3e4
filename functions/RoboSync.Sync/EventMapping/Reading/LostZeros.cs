namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>Finds which known id a number may have been before Excel took the zeros off its front. Only ever a suggestion.</summary>
internal sealed class LostZeros(IEnumerable<string> known)
{
    // Null where two known ids are the same without their zeros.
    private readonly Lazy<Dictionary<string, string?>> originals = new(() => known.Where(id => id.StartsWith('0'))
        .GroupBy(id => id.TrimStart('0'), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count() == 1 ? same.First() : null, StringComparer.Ordinal));

    /// <summary>The one known id that is this number with zeros in front, or null.</summary>
    public string? FindOriginal(string number) => originals.Value.GetValueOrDefault(number.TrimStart('0'));
}
