namespace RoboSync.Sync.Notifications.Channels;

/// <summary>What one channel has told one receiver before.</summary>
/// <param name="ledger">The ledger of all channels.</param>
/// <param name="receiver">A tenant's id, or <see cref="TheOperator"/>.</param>
/// <param name="channel">Name of the channel.</param>
public sealed class ToldBefore(INoticeLedger ledger, string receiver, string channel)
{
    /// <summary>The channel of mails. It was the only one once: its keys are in the ledger without its name.</summary>
    public const string Mail = "mail";

    /// <summary>No tenant's id has a blank in it.</summary>
    public const string TheOperator = "the operator";

    // Longer than any channel takes to answer.
    internal static readonly TimeSpan ClaimAbandonedAfter = TimeSpan.FromMinutes(3);

    /// <summary>Whether this channel has told it.</summary>
    public Task<bool> HasToldAsync(string key, CancellationToken cancellationToken) =>
        ledger.WasToldAsync(receiver, Key(key), cancellationToken);

    internal Task<NoticeClaim> ClaimAsync(string key, CancellationToken cancellationToken) =>
        ledger.ClaimAsync(receiver, Key(key), ClaimAbandonedAfter, cancellationToken);

    internal Task ReleaseAsync(string key) => ledger.ReleaseAsync(receiver, Key(key), CancellationToken.None);

    internal Task NoteToldAsync(string key) => ledger.NoteToldAsync(receiver, Key(key), CancellationToken.None);

    private string Key(string key) => string.Equals(channel, Mail, StringComparison.Ordinal) ? key : $"{channel}:{key}";
}
