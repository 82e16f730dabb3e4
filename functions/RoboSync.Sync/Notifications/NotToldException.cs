namespace RoboSync.Sync.Notifications;

/// <summary>What a channel goes through, for example a mail service, did not take a notice.</summary>
/// <param name="detail">For the engineer; no address in it.</param>
/// <param name="permanent">Whether the same notice would be refused again.</param>
/// <param name="innerException">What it came from.</param>
public sealed class NotToldException(string detail, bool permanent, Exception? innerException = null) : Exception(detail, innerException)
{
    /// <summary>Whether the same notice would be refused again.</summary>
    public bool Permanent { get; } = permanent;
}
