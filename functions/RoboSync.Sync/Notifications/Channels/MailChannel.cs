using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Channels;

/// <summary>
/// Tells by mail: customers at the addresses of their document, with where things are done and whom to ask at the end, and the operator at
/// <see cref="SyncOptions.OperatorMail"/>.
/// </summary>
public sealed class MailChannel(IMailSender sender, IOptions<SyncOptions> options) : INotificationChannel
{
    /// <inheritdoc/>
    public string Name => ToldBefore.Mail;

    /// <inheritdoc/>
    public ChannelAlarms Alarms { get; } = new(AlarmTable.MailRefused, AlarmTable.AddressRefused, AlarmTable.MailDelayed);

    private string[] Operators =>
        options.Value.OperatorMail.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public bool Reaches(Tenant? tenant) => tenant is not null || Operators.Length > 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        var (console, contact) = (options.Value.ConsoleAddress, options.Value.SupportContact);
        var placed = notice.Tenant is null ? notice.Content : MailTexts.WithPlaces(notice.Content, console);
        var forCustomers = MailTexts.WithContact(placed, contact, hasConsole: console.Length > 0);
        var (to, cc, content) = notice switch
        {
            { MailAddress: { } user } => ([user], [], forCustomers),
            { Tenant: { } tenant } => (tenant.Mail.To, tenant.Mail.Cc, forCustomers),
            _ => (Operators, (IReadOnlyList<string>)[], notice.Content),
        };
        var refused = await sender.SendAsync(
            new Mail(to, cc, content.Subject, MailWriter.Text(content), MailWriter.Html(content)), cancellationToken);
        return notice.Tenant is null ? [] : MailAddresses.Places(to, cc, refused);
    }
}
