using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Accounts.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// Handles a message of <c>notifications</c>: writes the mail from what is stored now and sends it. Its sending is claimed before and noted
/// after the mail service accepted it: once in all ordinary cases, and at least once where a worker dies in between. A mail that the service does not
/// take goes back on the queue for later.
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
    OperatorAlarms alarms,
    SyncTelemetry telemetry,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<SendNotification> logger)
{
    // Longer than any mail service takes to answer.
    private static readonly TimeSpan ClaimAbandonedAfter = TimeSpan.FromMinutes(3);

    /// <summary>Sends one mail, unless it was sent or there is nothing to tell.</summary>
    /// <param name="message">JSON of a <see cref="NotificationMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work; the message is then delivered again.</param>
    /// <exception cref="MailNotSentException">The mail service has not accepted it in <see cref="SyncOptions.MailTries"/>: the message goes to the poison queue.</exception>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        var request = AsOfToday(NotificationMessages.Parse(message));
        if (await AddressAsync(request, cancellationToken) is not { } letter)
        {
            return;
        }

        // A late slot is told of twice: that it is late, and how it ended.
        var dedupKey = letter.Content.IsLate ? $"{request.DedupKey}/late" : request.DedupKey;
        switch (await ledger.ClaimAsync(Ledger(request), dedupKey, ClaimAbandonedAfter, cancellationToken))
        {
            case MailClaim.Ours:
                await SendAsync(request, letter, dedupKey, cancellationToken);
                break;
            case MailClaim.UnderWay:
                // Whoever is sending it may die: look again once their claim counts no more.
                await queues.EnqueueNotificationAsync(request, ClaimAbandonedAfter, cancellationToken);
                break;
        }
    }

    // A reminder that waited for the mail service over midnight is today's reminder: two of them would say the same.
    private NotificationMessage AsOfToday(NotificationMessage request)
    {
        var today = JapanTime.DateInJapan(clock.GetUtcNow());
        var account = new AccountKey(request.TenantId, request.Subject);
        return request switch
        {
            { Kind: NotificationKind.NeedsCustomer, Reason: { } reason } => request with { DedupKey = NotificationMessage.ForAccount(request.Kind, account, reason, today).DedupKey },
            { Kind: NotificationKind.Overdue } => request with { DedupKey = NotificationMessage.ForOverdue(account, today).DedupKey },
            _ => request,
        };
    }

    private async Task<Letter?> AddressAsync(NotificationMessage request, CancellationToken cancellationToken)
    {
        if (request.Kind == NotificationKind.OperatorAlarm)
        {
            var operators = options.Value.OperatorMail.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return operators.Length == 0 || request.Alarm is not { } alarm ? null : new Letter(operators, [], OperatorTexts.Alarm(alarm, request.Subject, clock.GetUtcNow()));
        }

        if (await tenants.ReadAsync(request.TenantId, cancellationToken) is not { } document)
        {
            return null;
        }

        var tenant = TenantDocument.Parse(document);
        return await WriteAsync(tenant, request, cancellationToken) is { } content ? new Letter(tenant.Mail.To, tenant.Mail.Cc, content) : null;
    }

    private async Task SendAsync(NotificationMessage request, Letter letter, string dedupKey, CancellationToken cancellationToken)
    {
        var mail = new Mail(letter.To, letter.Cc, letter.Content.Subject, MailWriter.Text(letter.Content), MailWriter.Html(letter.Content));
        try
        {
            var refused = await sender.SendAsync(mail, cancellationToken);
            LogSent(request.Kind, request.TenantId);
            telemetry.Mailed(request.Kind, "sent");
            if (refused.Count > 0 && request.Kind != NotificationKind.OperatorAlarm)
            {
                await alarms.AddressRefusedAsync(request.TenantId, MailAddresses.Places(letter.To, letter.Cc, refused), cancellationToken);
            }
        }
        catch (MailNotSentException refused) when (refused.Permanent)
        {
            telemetry.Mailed(request.Kind, "refused");
            await alarms.MailRefusedAsync(request, refused, cancellationToken);
        }
        catch (MailNotSentException delayed)
        {
            await ledger.ReleaseAsync(Ledger(request), dedupKey, CancellationToken.None);
            await KeepAsync(request, delayed, cancellationToken);
            return;
        }

        await ledger.NoteSentAsync(Ledger(request), dedupKey, CancellationToken.None);
    }

    // The queue itself would give up after five tries in minutes; a mail service can be away for a day.
    private async Task KeepAsync(NotificationMessage request, MailNotSentException delayed, CancellationToken cancellationToken)
    {
        var next = request with { Tries = request.Tries + 1 };
        if (next.Tries >= options.Value.MailTries)
        {
            throw delayed;
        }

        telemetry.Mailed(request.Kind, "kept");
        LogKept(request.Kind, request.TenantId, next.Tries, delayed);
        await queues.EnqueueNotificationAsync(next, MailRetries.Delay(next, options.Value.MailRetryDelay), cancellationToken);
        if (next.Tries == MailRetries.AlarmAt)
        {
            await alarms.MailDelayedAsync(next, cancellationToken);
        }
    }

    private async Task<MailContent?> WriteAsync(Tenant tenant, NotificationMessage request, CancellationToken cancellationToken)
    {
        Task<AccountState> StateAsync() => states.ReadAsync(new AccountKey(tenant.TenantId, request.Subject), cancellationToken);

        switch (request.Kind)
        {
            case NotificationKind.SlotFinished:
                var slot = DateTimeOffset.Parse(request.Subject, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                var ofSlot = await reports.ReadAsync(tenant.TenantId, slot, cancellationToken);
                return tenant.Mail.WhenNothingNew || MailTexts.HasNews(ofSlot)
                    ? MailTexts.Slot(tenant, slot, ofSlot, await StatusesAsync(tenant, ofSlot.Keys, cancellationToken))
                    : null;
            case NotificationKind.NeedsCustomer:
                var state = await StateAsync();

                // While the message waited it may have recovered, or stopped for another reason that has a mail of its own.
                return state.RestReason is { } reason && (request.Reason ?? reason) == reason
                    ? MailTexts.NeedsCustomer(tenant, request.Subject, reason, state.RestingSince)
                    : null;
            case NotificationKind.Overdue:
                return MailTexts.Overdue(tenant, request.Subject, (await StateAsync()).LastGoodRun);
            case NotificationKind.FirstSignIn:
                return tenant.FindAccount(request.Subject) is { } account ? MailTexts.FirstSignIn(tenant, account) : null;
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

    private async Task<Dictionary<string, AccountStatus>> StatusesAsync(Tenant tenant, IEnumerable<string> accountIds, CancellationToken cancellationToken)
    {
        var statuses = new Dictionary<string, AccountStatus>(StringComparer.Ordinal);
        foreach (var account in accountIds.Select(tenant.FindAccount).OfType<MediaAccount>())
        {
            var state = await states.ReadAsync(new AccountKey(tenant.TenantId, account.AccountId), cancellationToken);
            statuses[account.AccountId] = AccountStatus.Of(tenant, account, state, clock.GetUtcNow());
        }

        return statuses;
    }

    // No tenant's id has a blank in it.
    private static string Ledger(NotificationMessage request) => request.Kind == NotificationKind.OperatorAlarm ? "the operator" : request.TenantId;

    private sealed record Letter(IReadOnlyList<string> To, IReadOnlyList<string> Cc, MailContent Content);

    [LoggerMessage(4000, LogLevel.Information, "Mail {Kind} of {TenantId} sent.")]
    private partial void LogSent(NotificationKind kind, string tenantId);

    [LoggerMessage(4004, LogLevel.Warning, "Mail {Kind} of {TenantId} was not taken, for the {Tries}. time; it is kept and tried again.")]
    private partial void LogKept(NotificationKind kind, string tenantId, int tries, Exception exception);
}

/// <summary>Handles a message of <c>notifications-poison</c>: a mail that could not be sent in all its tries.</summary>
public sealed class PoisonedNotification(OperatorAlarms alarms)
{
    /// <summary>Alarms the operator; nothing else can be done by itself.</summary>
    public async Task RunAsync(string message, CancellationToken cancellationToken)
    {
        NotificationMessage request;
        try
        {
            request = NotificationMessages.Parse(message);
        }
        catch (JsonException notOurs)
        {
            await alarms.UnreadableNotificationAsync(notOurs, cancellationToken);
            return;
        }

        await alarms.PoisonedNotificationAsync(request, cancellationToken);
    }
}

/// <summary>Reads and writes <see cref="NotificationMessage"/>s.</summary>
public static class NotificationMessages
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static NotificationMessage Parse(string message)
    {
        var parsed = JsonSerializer.Deserialize(message, NotificationJson.Default.NotificationMessage);
        return parsed is { Schema: NotificationMessage.CurrentSchema } && (parsed.TenantId.Length > 0 || parsed.Kind == NotificationKind.OperatorAlarm)
            ? parsed
            : throw new JsonException($"Not a message of schema {NotificationMessage.CurrentSchema}.");
    }

    /// <summary>Writes a message.</summary>
    public static string Write(NotificationMessage message) => JsonSerializer.Serialize(message, NotificationJson.Default.NotificationMessage);
}
