using Microsoft.Extensions.Logging;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// Finds the addresses that the mail service has stopped delivering to: it goes on accepting mails for them and throws them away, so that a
/// company waits in silence.
/// </summary>
public sealed partial class WatchMailAddresses(
    ITenantStore tenants, IMailSender sender, OperatorAlarms alarms, ILogger<WatchMailAddresses> logger)
{
    /// <summary>Looks at every tenant's addresses.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> undeliverable;
        try
        {
            undeliverable = await sender.ListUndeliverableAsync(cancellationToken);
        }
        catch (NotToldException notAllowed) when (notAllowed.Permanent)
        {
            LogNotAllowed(notAllowed);
            return;
        }

        if (undeliverable.Count == 0)
        {
            return;
        }

        await foreach (var stored in tenants.ListAsync(cancellationToken))
        {
            if (stored.Tenant is not { Mail: var mail })
            {
                await alarms.RaiseAsync(
                    AlarmTable.StoredUnreadable, [stored.TenantId, stored.Unreadable], once: stored.TenantId, cancellationToken);
            }
            else if (MailAddresses.Places(mail.To, mail.Cc, undeliverable) is { Count: > 0 } places)
            {
                await alarms.UnreachableAsync(AlarmTable.AddressRefused, stored.TenantId, places, cancellationToken);
            }
        }
    }

    [LoggerMessage(
        4020,
        LogLevel.Warning,
        "The mail service does not say which addresses it has stopped delivering to; its key lacks the permission.")]
    private partial void LogNotAllowed(Exception exception);
}
