using System.Net;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Notifications;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace RoboSync.Mail;

/// <summary>Sends by SendGrid's official client.</summary>
internal sealed class SendGridMailSender(HttpClient http, ISecretVault secrets, IOptions<MailOptions> options) : IMailSender
{
    public async Task SendAsync(Sync.Notifications.Mail mail, CancellationToken cancellationToken)
    {
        var key = await secrets.ReadAsync(options.Value.SecretName, cancellationToken);
        var client = new SendGridClient(http, new SendGridClientOptions { ApiKey = key.Value, Host = options.Value.SendGridHost });
        var answer = await SendAsync(client, ToMessage(mail), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            // 400 and 413 are about this mail; anything else is about the key or the service, and passes or is mended.
            var isPermanent = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
            throw new MailNotSentException($"SendGrid answered {(int)answer.StatusCode}.", isPermanent);
        }
    }

    private static async Task<Response> SendAsync(SendGridClient client, SendGridMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendEmailAsync(message, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new MailNotSentException("SendGrid did not answer.", permanent: false, failure);
        }
    }

    private SendGridMessage ToMessage(Sync.Notifications.Mail mail)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(options.Value.From, options.Value.FromName),
            Subject = mail.Subject,
            PlainTextContent = mail.Text,
            HtmlContent = mail.Html,
        };
        if (options.Value.ReplyTo.Length > 0)
        {
            message.ReplyTo = new EmailAddress(options.Value.ReplyTo);
        }

        // SendGrid refuses an address that stands in To and Cc.
        var to = mail.To.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        message.AddTos([.. to.Select(address => new EmailAddress(address))]);
        var cc = mail.Cc.Except(to, StringComparer.OrdinalIgnoreCase).Select(address => new EmailAddress(address)).ToList();
        if (cc.Count > 0)
        {
            message.AddCcs(cc);
        }

        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        return message;
    }
}
