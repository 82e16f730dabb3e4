using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Tenants;

namespace RoboSync.Mail;

/// <summary>Sends by SMTP. TLS is required everywhere but on the loopback interface.</summary>
internal sealed class SmtpMailSender(ISecretVault secrets, IOptions<MailOptions> options) : IMailSender
{
    public async Task<IReadOnlyList<string>> SendAsync(Sync.Notifications.Mail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        using var client = new ForgivingSmtpClient();
        try
        {
            var security = settings.SmtpPort == 465 ? SecureSocketOptions.SslOnConnect
                : settings.SmtpHost is "127.0.0.1" or "localhost" ? SecureSocketOptions.StartTlsWhenAvailable
                : SecureSocketOptions.StartTls;
            await client.ConnectAsync(settings.SmtpHost, settings.SmtpPort, security, limit.Token);
            if (settings.SmtpUser.Length > 0)
            {
                var password = await secrets.ReadAsync(settings.SecretName, limit.Token);
                await client.AuthenticateAsync(settings.SmtpUser, password.Value, limit.Token);
            }

            await client.SendAsync(ToMessage(mail), limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return client.Refused;
        }
        catch (SmtpCommandException refused)
        {
            // The server's own words quote addresses.
            throw new NotToldException($"The SMTP server answered {(int)refused.StatusCode}.", IsAboutThisMail(refused));
        }
        catch (Exception failure)
            when (failure is ServiceNotAuthenticatedException or ServiceNotConnectedException or NotSupportedException)
        {
            throw new NotToldException(
                $"The SMTP server does not take mails as it is set up ({failure.GetType().Name}).", permanent: false);
        }
        catch (SyncException failure)
        {
            throw new NotToldException("The SMTP password could not be read from the vault.", permanent: false, failure);
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or AuthenticationException or SslHandshakeException
            or System.Net.Sockets.SocketException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NotToldException("The SMTP server could not be used.", permanent: false, failure);
        }
    }

    public Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    // 4xx asks to come again, 5xx refuses for good (RFC 5321, 4.2.1), and that counts where it is about the mail or all its receivers.
    // Anything else a server refuses (the connection, the sign-in, the sender) is for us to mend: the mail waits for it.
    private static bool IsAboutThisMail(SmtpCommandException refused) => (int)refused.StatusCode >= 500
        && (refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
            || refused.StatusCode == SmtpStatusCode.ExceededStorageAllocation);

    private MimeMessage ToMessage(Sync.Notifications.Mail mail)
    {
        var message = new MimeMessage { Subject = mail.Subject };
        message.From.Add(new MailboxAddress(options.Value.FromName, options.Value.From));
        if (options.Value.ReplyTo.Length > 0)
        {
            message.ReplyTo.Add(MailboxAddress.Parse(options.Value.ReplyTo));
        }

        message.To.AddRange(mail.To.Select(MailboxAddress.Parse));
        message.Cc.AddRange(mail.Cc.Select(MailboxAddress.Parse));
        message.Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody();
        return message;
    }

    // MailKit gives a whole mail up for one refused recipient: the others would wait in silence.
    private sealed class ForgivingSmtpClient : SmtpClient
    {
        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if ((int)response.StatusCode < 500)
            {
                // For now only (RFC 5321, 4.2.1): the whole mail comes again, and nobody has had it yet.
                base.OnRecipientNotAccepted(message, mailbox, response);
            }

            Refused.Add(mailbox.Address);
        }
    }
}
