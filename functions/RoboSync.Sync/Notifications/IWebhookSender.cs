using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

/// <summary>What is posted to a webhook: no applicant's number, since many read along.</summary>
/// <param name="Subject">What it is about, in one line.</param>
/// <param name="Lines">What it says.</param>
/// <param name="Links">Where more is seen and things are done.</param>
public sealed record WebhookMessage(string Subject, IReadOnlyList<string> Lines, IReadOnlyList<(string Text, Uri Address)> Links);

/// <summary>Posts to webhooks.</summary>
public interface IWebhookSender
{
    /// <summary>Whether an address can be one: https, and none that is in no public network, as far as its text says.</summary>
    bool IsPossible(Uri address);

    /// <summary>Returns once the receiver has taken the message.</summary>
    /// <exception cref="NotToldException">It has not; permanently where it would not take it later either. No address is in it.</exception>
    Task SendAsync(WebhookKind kind, Uri address, WebhookMessage message, CancellationToken cancellationToken);
}
