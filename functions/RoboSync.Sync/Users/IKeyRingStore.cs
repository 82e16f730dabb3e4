namespace RoboSync.Sync.Users;

/// <summary>The keys that the console protects its cookies and links with, as one text.</summary>
/// <param name="Content">The text.</param>
/// <param name="Version">Its version.</param>
public sealed record StoredKeyRing(string Content, string Version);

/// <summary>Keeps the console's keys where all instances find them.</summary>
public interface IKeyRingStore
{
    /// <summary>The keys, or null where there are none yet.</summary>
    Task<StoredKeyRing?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes the keys over a version, or where there are none.</summary>
    /// <param name="content">The keys.</param>
    /// <param name="version">The version that was read; blank for none.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>Whether they are this call's: where somebody was faster, theirs count.</returns>
    Task<bool> TryWriteAsync(string content, string version, CancellationToken cancellationToken);
}
