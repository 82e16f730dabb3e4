using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace RoboSync.Mail;

/// <summary>Which service sends the mails.</summary>
public enum MailProvider
{
    /// <summary>Twilio SendGrid's Web API.</summary>
    SendGrid,

    /// <summary>Any SMTP server.</summary>
    Smtp,
}

/// <summary>How mails are sent; configuration section <c>Mail</c>.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The service.</summary>
    public MailProvider Provider { get; set; } = MailProvider.SendGrid;

    /// <summary>Sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>Sender's name.</summary>
    public string FromName { get; set; } = "RoboSync 連携通知";

    /// <summary>Where answers go; blank for the sender.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>Name of the secret: SendGrid's API key, or the SMTP password. Blank for SMTP without sign-in.</summary>
    public string SecretName { get; set; } = "";

    /// <summary>SendGrid's address.</summary>
    public string SendGridHost { get; set; } = "https://api.sendgrid.com";

    /// <summary>SMTP server.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>SMTP port: 587 begins in the clear and changes to TLS, 465 begins with TLS.</summary>
    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>SMTP user; blank for none.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>How long sending may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailAddress.TryCreate(From, out _))
        {
            yield return new ValidationResult("Mail:From is not a mail address.");
        }

        if (ReplyTo.Length > 0 && !MailAddress.TryCreate(ReplyTo, out _))
        {
            yield return new ValidationResult("Mail:ReplyTo is not a mail address.");
        }

        if (Provider == MailProvider.SendGrid && SecretName.Length == 0)
        {
            yield return new ValidationResult("Mail:SecretName must name the secret that holds SendGrid's API key.");
        }

        if (Provider == MailProvider.Smtp && SmtpHost.Length == 0)
        {
            yield return new ValidationResult("Mail:SmtpHost must name the SMTP server.");
        }

        if (Provider == MailProvider.Smtp && SmtpUser.Length > 0 && SecretName.Length == 0)
        {
            yield return new ValidationResult("Mail:SecretName must name the secret that holds the SMTP password.");
        }
    }
}

/// <summary>Checks <see cref="MailOptions"/>.</summary>
[OptionsValidator]
public sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
