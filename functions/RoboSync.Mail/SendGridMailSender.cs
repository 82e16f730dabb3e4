using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Tenants;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace RoboSync.Mail;

/// <summary>Sends by SendGrid's official client.</summary>
internal sealed partial class SendGridMailSender(HttpClient http, ISecretVault secrets, IOptions<MailOptions> options) : IMailSender
{
    private const int PageSize = 500;

    // Addresses that SendGrid accepts mails for and delivers nothing to (docs.sendgrid.com, "Suppressions").
    private static readonly string[] Suppressions = ["suppression/bounces", "suppression/invalid_emails", "suppression/spam_reports"];

    // Fields of SendGrid's errors that name something of this mail only.
    private static readonly string[] PartsOfTheMail = ["personalizations", "subject", "content"];

    public async Task<IReadOnlyList<string>> SendAsync(Sync.Notifications.Mail mail, CancellationToken cancellationToken)
    {
        var client = await ClientAsync(cancellationToken);

        // SendGrid refuses an address that stands in To and Cc.
        var to = mail.To.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var cc = mail.Cc.Distinct(StringComparer.OrdinalIgnoreCase).Except(to, StringComparer.OrdinalIgnoreCase).ToList();
        var refused = new List<string>();
        while (true)
        {
            var answer = await AskAsync(() => client.SendEmailAsync(ToMessage(mail, to, cc), cancellationToken), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return refused;
            }

            var fields = answer.StatusCode == HttpStatusCode.BadRequest ? await FieldsAsync(answer, cancellationToken) : [];
            var wrong = Refused(fields, to, cc);
            refused.AddRange(wrong);
            to.RemoveAll(wrong.Contains);
            cc.RemoveAll(wrong.Contains);
            if (to.Count == 0 && cc.Count > 0)
            {
                (to, cc) = (cc, to);
            }

            if (wrong.Count == 0 || to.Count == 0)
            {
                // An answer about what every mail has (the sender, the key) or about nothing at all is for us to mend: the mail waits for
                // it.
                var isAboutThisMail = answer.StatusCode == HttpStatusCode.RequestEntityTooLarge
                    || fields.Any(field => PartsOfTheMail.Any(part => field.StartsWith(part, StringComparison.Ordinal)));
                throw new NotToldException($"SendGrid answered {(int)answer.StatusCode}.", isAboutThisMail);
            }
        }
    }

    public async Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken)
    {
        var client = await ClientAsync(cancellationToken);
        var found = new List<string>();
        foreach (var list in Suppressions)
        {
            var page = PageSize;
            for (var offset = 0; page == PageSize; offset += PageSize)
            {
                var query = $$"""{"limit":{{PageSize}},"offset":{{offset}}}""";
                var answer = await AskAsync(
                    () => client.RequestAsync(
                        BaseClient.Method.GET, queryParams: query, urlPath: list, cancellationToken: cancellationToken), cancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    throw new NotToldException(
                        $"SendGrid answered {(int)answer.StatusCode}.", permanent: answer.StatusCode == HttpStatusCode.Forbidden);
                }

                var suppressed = await ReadAsync(answer, SendGridJson.Default.SuppressedArray, cancellationToken) ?? [];
                found.AddRange(suppressed.Select(item => item.Email));
                page = suppressed.Length;
            }
        }

        return found;
    }

    private async Task<SendGridClient> ClientAsync(CancellationToken cancellationToken)
    {
        try
        {
            var key = await secrets.ReadAsync(options.Value.SecretName, cancellationToken);
            return new SendGridClient(http, new SendGridClientOptions { ApiKey = key.Value, Host = options.Value.SendGridHost });
        }
        catch (SyncException failure)
        {
            throw new NotToldException("SendGrid's key could not be read from the vault.", permanent: false, failure);
        }
    }

    private static async Task<Response> AskAsync(Func<Task<Response>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NotToldException("SendGrid did not answer.", permanent: false, failure);
        }
    }

    private static async Task<T?> ReadAsync<T>(Response answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(await answer.Body.ReadAsStringAsync(cancellationToken), type);
        }
        catch (JsonException failure)
        {
            // A proxy's page, for example.
            throw new NotToldException($"Something that is not SendGrid answered {(int)answer.StatusCode}.", permanent: false, failure);
        }
    }

    private static async Task<IReadOnlyList<string>> FieldsAsync(Response answer, CancellationToken cancellationToken) =>
        [.. ((await ReadAsync(answer, SendGridJson.Default.SendGridErrors, cancellationToken))?.Errors ?? []).Select(error => error?.Field)
            .OfType<string>()];

    private static List<string> Refused(IReadOnlyList<string> fields, List<string> to, List<string> cc) =>
    [
        .. fields.Select(field => AddressField().Match(field)).Where(field => field.Success)
            .Select(field => (field.Groups["kind"].Value == "to" ? to : cc)
                .ElementAtOrDefault(int.Parse(field.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture)))
            .OfType<string>(),
    ];

    [GeneratedRegex(@"^personalizations\.0\.(?<kind>to|cc)\.(?<index>[0-9]{1,4})\.email$", RegexOptions.NonBacktracking)]
    private static partial Regex AddressField();

    private SendGridMessage ToMessage(Sync.Notifications.Mail mail, List<string> to, List<string> cc)
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

        message.AddTos([.. to.Select(address => new EmailAddress(address))]);
        if (cc.Count > 0)
        {
            message.AddCcs([.. cc.Select(address => new EmailAddress(address))]);
        }

        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        return message;
    }
}

internal sealed record SendGridErrors(IReadOnlyList<SendGridError?>? Errors);

internal sealed record SendGridError(string? Field);

internal sealed record Suppressed(string Email);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SendGridErrors))]
[JsonSerializable(typeof(Suppressed[]))]
internal sealed partial class SendGridJson : JsonSerializerContext;
