using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Accounts.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// Handles a message of <c>notifications</c>: writes the mail from what is stored now and sends it. Its sending is claimed before and noted
/// after the mail service accepted it: once in all ordinary cases, and at least once where a worker dies in between.
/// </summary>
public sealed partial class SendNotification(
    ITenantStore tenants,
    ISlotReportStore reports,
    IAccountStateStore states,
    IEventMappingStore mappings,
    ICheckStore checks,
    IMailLedger ledger,
    IMailSender sender,
    IWorkQueues queues,
    ILogger<SendNotification> logger)
{
    // Longer than any mail service takes to answer.
    private static readonly TimeSpan ClaimAbandonedAfter = TimeSpan.FromMinutes(3);

    /// <summary>Sends one mail, unless it was sent or there is nothing to tell.</summary>
    /// <param name="message">JSON of a <see cref="NotificationMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message is then delivered again.</param>
    /// <exception cref="MailNotSentException">The mail service did not accept it for now: the queue delivers the message again.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = NotificationMessages.Parse(message);
        var document = await tenants.ReadAsync(request.TenantId, cancellationToken);
        if (document is null)
        {
            return;
        }

        var tenant = TenantDocument.Parse(document);
        if (await WriteAsync(tenant, request, cancellationToken) is not { } content)
        {
            return;
        }

        // A late slot is told of twice: that it is late, and how it ended.
        var dedupKey = content.IsLate ? $"{request.DedupKey}/late" : request.DedupKey;
        switch (await ledger.ClaimAsync(request.TenantId, dedupKey, ClaimAbandonedAfter, cancellationToken))
        {
            case MailClaim.Ours:
                await SendAsync(tenant, request, content, dedupKey, cancellationToken);
                break;
            case MailClaim.UnderWay:
                // Whoever is sending it may die: look again once their claim counts no more.
                await queues.EnqueueNotificationAsync(request, ClaimAbandonedAfter, cancellationToken);
                break;
        }
    }

    private async Task SendAsync(
        Tenant tenant, NotificationMessage request, MailContent content, string dedupKey, CancellationToken cancellationToken)
    {
        var mail = new Mail(tenant.Mail.To, tenant.Mail.Cc, content.Subject, MailWriter.Text(content), MailWriter.Html(content));
        try
        {
            await sender.SendAsync(mail, cancellationToken);
            LogSent(request.Kind, request.TenantId);
        }
        catch (MailNotSentException refused) when (refused.Permanent)
        {
            LogRefused(request.Kind, request.TenantId, refused);
        }
        catch (MailNotSentException)
        {
            await ledger.ReleaseAsync(request.TenantId, dedupKey, CancellationToken.None);
            throw;
        }

        await ledger.NoteSentAsync(request.TenantId, dedupKey, CancellationToken.None);
    }

    private async Task<MailContent?> WriteAsync(Tenant tenant, NotificationMessage request, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case NotificationKind.SlotFinished:
                var slot = DateTimeOffset.Parse(request.Subject, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                var ofSlot = await reports.ReadAsync(tenant.TenantId, slot, cancellationToken);
                return tenant.Mail.WhenNothingNew || MailTexts.HasNews(ofSlot) ? MailTexts.Slot(tenant, slot, ofSlot) : null;
            case NotificationKind.NeedsCustomer:
                var state = await states.ReadAsync(new AccountKey(tenant.TenantId, request.Subject), cancellationToken);

                // It may have recovered while the message waited.
                return state.RestReason is { } reason ? MailTexts.NeedsCustomer(tenant, request.Subject, reason, state.RestingSince) : null;
            case NotificationKind.Overdue:
                var overdue = await states.ReadAsync(new AccountKey(tenant.TenantId, request.Subject), cancellationToken);
                return MailTexts.Overdue(tenant, request.Subject, overdue.LastGoodRun);
            case NotificationKind.CheckResult:
                return await checks.ReadAsync(tenant.TenantId, cancellationToken) is { } check ? MailTexts.Check(tenant, check) : null;
            case NotificationKind.Recovered:
                return MailTexts.Recovered(tenant, request.Subject);
            case NotificationKind.MappingResult:
                return await mappings.ReadOutcomeAsync(tenant.TenantId, request.Subject, cancellationToken) is { } outcome
                    ? MailTexts.Mapping(tenant, outcome)
                    : null;
            default:
                throw new JsonException($"Not a kind of schema {NotificationMessage.CurrentSchema}.");
        }
    }

    [LoggerMessage(4000, LogLevel.Information, "Mail {Kind} of {TenantId} sent.")]
    private partial void LogSent(NotificationKind kind, string tenantId);

    [LoggerMessage(4001, LogLevel.Error, "OperatorAlarm MailRefused: mail {Kind} of {TenantId} is refused for good; check the tenant's addresses.")]
    private partial void LogRefused(NotificationKind kind, string tenantId, Exception exception);
}

/// <summary>Handles a message of <c>notifications-poison</c>: a mail that could not be sent in all its tries.</summary>
public sealed partial class PoisonedNotification(ILogger<PoisonedNotification> logger)
{
    /// <summary>Alarms the operator; nothing else can be done by itself.</summary>
    public Task RunAsync(string message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var request = NotificationMessages.Parse(message);
            LogPoisoned(request.Kind, request.TenantId);
        }
        catch (JsonException notOurs)
        {
            LogUnreadable(notOurs);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(4010, LogLevel.Error, "OperatorAlarm PoisonedNotification: mail {Kind} of {TenantId} could not be sent; put the message back on notifications once mail works.")]
    private partial void LogPoisoned(NotificationKind kind, string tenantId);

    [LoggerMessage(4011, LogLevel.Error, "OperatorAlarm PoisonedNotification: a message on notifications could not be read.")]
    private partial void LogUnreadable(Exception exception);
}

/// <summary>Reads and writes <see cref="NotificationMessage"/>s.</summary>
public static class NotificationMessages
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static NotificationMessage Parse(string message)
    {
        var parsed = JsonSerializer.Deserialize(message, NotificationJson.Default.NotificationMessage);
        return parsed is { Schema: NotificationMessage.CurrentSchema, TenantId.Length: > 0 }
            ? parsed
            : throw new JsonException($"Not a message of schema {NotificationMessage.CurrentSchema}.");
    }

    /// <summary>Writes a message.</summary>
    public static string Write(NotificationMessage message) => JsonSerializer.Serialize(message, NotificationJson.Default.NotificationMessage);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NotificationMessage))]
internal sealed partial class NotificationJson : JsonSerializerContext;
