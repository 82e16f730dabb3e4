using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Channels;

/// <summary>
/// Tells customers in Slack or Teams, in a few lines, beside the mails and never instead of them. The address is read from the vault each
/// time: a new one counts at once.
/// </summary>
public sealed class WebhookChannel(IWebhookSender sender, ISecretVault secrets, IOptions<SyncOptions> options) : INotificationChannel
{
    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public ChannelAlarms Alarms { get; } = new(AlarmTable.WebhookRefused, AlarmTable.WebhookRefused, AlarmTable.WebhookDelayed);

    /// <inheritdoc/>
    public bool Reaches(Tenant? tenant) => tenant?.Webhook is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        await SendAsync(notice.Tenant!.Webhook!, notice.Content, cancellationToken);
        return [];
    }

    /// <summary>Posts a message that only shows that it arrives.</summary>
    /// <exception cref="NotToldException">It does not.</exception>
    public Task TestAsync(Tenant tenant, CancellationToken cancellationToken) =>
        SendAsync(tenant.Webhook!, MailTexts.WebhookTest(tenant), cancellationToken);

    private async Task SendAsync(WebhookSettings webhook, NoticeContent content, CancellationToken cancellationToken)
    {
        var console = options.Value.ConsoleAddress;
        var message = new WebhookMessage(
            content.Subject,
            content.Brief.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            console.Length == 0
                ? []
                : [.. content.Places.Select(place => (place.Text, new Uri(MailTexts.AddressOf(place, console))))]);
        await sender.SendAsync(webhook.Kind, await AddressAsync(webhook, cancellationToken), message, cancellationToken);
    }

    private async Task<Uri> AddressAsync(WebhookSettings webhook, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await secrets.ReadAsync(webhook.UrlSecret, cancellationToken);
            return Uri.TryCreate(secret.Value.Trim(), UriKind.Absolute, out var address)
                ? address
                : throw new NotToldException("The secret holds no address.", permanent: true);
        }
        catch (SyncException failure)
        {
            throw new NotToldException(
                $"The address cannot be read: {failure.Code}.", permanent: failure.Code != FailureCode.VaultUnreachable, failure);
        }
    }
}
