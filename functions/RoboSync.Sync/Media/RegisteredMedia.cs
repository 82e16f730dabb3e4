using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Media;

/// <summary>The media that this deployment can read, by key.</summary>
public sealed class RegisteredMedia(IEnumerable<IMedium> media)
{
    private readonly Dictionary<string, IMedium> byKey = media.ToDictionary(medium => medium.Key, StringComparer.Ordinal);

    /// <summary>Their keys, in order.</summary>
    public IReadOnlyList<string> Keys => [.. byKey.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The selection flows whose applicants are imported; none where the account's medium is not registered.</summary>
    public IEnumerable<string> FlowsOf(MediaAccount account) =>
        byKey.TryGetValue(account.Medium, out var medium) ? medium.ImportedFlows : [];

    /// <summary>The medium of an account.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: there is none. No such document is taken, so this
    /// deployment lacks a medium that an earlier one had.</exception>
    public IMedium Of(MediaAccount account) => byKey.GetValueOrDefault(account.Medium)
        ?? throw new SyncException(
            FailureCode.StoredUnreadable,
            $"Account {account.AccountId} is of the medium {account.Medium}, which is not registered; there are "
            + $"{string.Join(", ", Keys)}.");
}
