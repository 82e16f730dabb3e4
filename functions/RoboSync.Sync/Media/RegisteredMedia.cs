using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Media;

/// <summary>The media that this deployment can read, by key.</summary>
public sealed class RegisteredMedia(IEnumerable<IMedium> media)
{
    private readonly Dictionary<string, IMedium> byKey = media.ToDictionary(medium => medium.Key, StringComparer.Ordinal);

    /// <summary>Their keys, in order.</summary>
    public IReadOnlyList<string> Keys => [.. byKey.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The medium of an account.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is none: no such document is taken, so this deployment lacks a medium that an earlier one had.
    /// </exception>
    public IMedium Of(MediaAccount account) => byKey.GetValueOrDefault(account.Medium)
        ?? throw new InvalidOperationException($"Medium {account.Medium} is not registered; there are {string.Join(", ", Keys)}.");
}
