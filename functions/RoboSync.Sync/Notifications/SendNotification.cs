using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

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
        var request = NotificationMessages.Parse(message);
        if (await AddressAsync(request, cancellationToken) is not { } letter)
        {
            return;
        }

        switch (await ledger.ClaimAsync(Ledger(request), letter.DedupKey, ClaimAbandonedAfter, cancellationToken))
        {
            case MailClaim.Ours:
                await SendAsync(request, letter, cancellationToken);
                break;
            case MailClaim.UnderWay:
                // Whoever is sending it may die: look again once their claim counts no more.
                await queues.EnqueueNotificationAsync(request, ClaimAbandonedAfter, cancellationToken);
                break;
        }
    }

    private async Task<Letter?> AddressAsync(NotificationMessage request, CancellationToken cancellationToken)
    {
        if (request.Kind == NotificationKind.OperatorAlarm)
        {
            var operators = options.Value.OperatorMail.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return operators.Length == 0 || request.Alarm is not { } alarm
                ? null
                : new Letter(operators, [], OperatorTexts.Alarm(alarm, request.Subject, clock.GetUtcNow()), request.DedupKey);
        }

        if (await tenants.FindAsync(request.TenantId, cancellationToken) is not { } tenant)
        {
            return null;
        }

        return await WriteAsync(tenant, request, cancellationToken) is { } written
            ? new Letter(tenant.Mail.To, tenant.Mail.Cc, MailTexts.WithContact(written.Content, options.Value.SupportContact), written.DedupKey) { FirstKey = written.FirstKey }
            : null;
    }

    private async Task SendAsync(NotificationMessage request, Letter letter, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> refused;
        try
        {
            refused = await HandOverAsync(request, letter, cancellationToken);
        }
        catch (Exception failure)
        {
            // Whoever takes the message up again has to find the mail unclaimed: as long as somebody seems to be sending it, nobody counts the tries.
            await ledger.ReleaseAsync(Ledger(request), letter.DedupKey, CancellationToken.None);
            if (failure is not MailNotSentException delayed)
            {
                throw;
            }

            await KeepAsync(request, delayed, cancellationToken);
            return;
        }

        await ledger.NoteSentAsync(Ledger(request), letter.DedupKey, CancellationToken.None);
        if (letter.FirstKey is { } firstKey)
        {
            await ledger.NoteSentAsync(Ledger(request), firstKey, CancellationToken.None);
        }

        if (refused.Count > 0 && request.Kind != NotificationKind.OperatorAlarm)
        {
            await alarms.AddressRefusedAsync(request.TenantId, MailAddresses.Places(letter.To, letter.Cc, refused), cancellationToken);
        }

        if (letter.Content.IsLate)
        {
            // The last account may have finished while this was being sent, and found no promise of another mail yet.
            await queues.EnqueueNotificationAsync(request with { Tries = 0 }, ClaimAbandonedAfter, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> HandOverAsync(NotificationMessage request, Letter letter, CancellationToken cancellationToken)
    {
        var mail = new Mail(letter.To, letter.Cc, letter.Content.Subject, MailWriter.Text(letter.Content), MailWriter.Html(letter.Content));
        try
        {
            var refused = await sender.SendAsync(mail, cancellationToken);
            LogSent(request.Kind, request.TenantId);
            telemetry.Mailed(request.Kind, "sent");
            return refused;
        }
        catch (MailNotSentException refused) when (refused.Permanent)
        {
            telemetry.Mailed(request.Kind, "refused");
            await alarms.MailRefusedAsync(request, refused, cancellationToken);
            return [];
        }
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

    private async Task<Written?> WriteAsync(Tenant tenant, NotificationMessage request, CancellationToken cancellationToken)
    {
        Task<AccountState> StateAsync() => states.ReadAsync(new AccountKey(tenant.TenantId, request.Subject), cancellationToken);
        Written? Once(MailContent? content) => content is null ? null : new Written(content, request.DedupKey);
        var today = JapanTime.DateInJapan(clock.GetUtcNow());

        switch (request.Kind)
        {
            case NotificationKind.SlotFinished:
                return await WriteSlotAsync(tenant, request, cancellationToken);
            case NotificationKind.NeedsCustomer:
                var state = await StateAsync();

                // While the message waited it may have recovered, or stopped for another reason that has a mail of its own.
                if (state.RestReason is not { } reason || (request.Reason ?? reason) != reason)
                {
                    return null;
                }

                var about = request with { Reason = reason };
                var first = about.AsOf(state.RestingSince, day: null).DedupKey;
                return new Written(
                    await ledger.WasSentAsync(tenant.TenantId, first, cancellationToken)
                        ? MailTexts.Reminder(tenant, request.Subject, reason, state.RestingSince)
                        : MailTexts.NeedsCustomer(tenant, request.Subject, reason, state.RestingSince),
                    about.AsOf(state.RestingSince, today).DedupKey) { FirstKey = first };
            case NotificationKind.Overdue:
                return new Written(
                    MailTexts.Overdue(tenant, request.Subject, (await StateAsync()).LastGoodRun),
                    NotificationMessage.ForOverdue(new AccountKey(tenant.TenantId, request.Subject), today).DedupKey);
            case NotificationKind.FirstSignIn:
                return Once(tenant.FindAccount(request.Subject) is { } account ? MailTexts.FirstSignIn(tenant, account) : null);
            case NotificationKind.CheckResult:
                return Once(await checks.ReadAsync(tenant.TenantId, cancellationToken) is { } check ? MailTexts.Check(tenant, check) : null);
            case NotificationKind.Recovered:
                return Once(MailTexts.Recovered(tenant, request.Subject));
            case NotificationKind.MappingResult:
                return Once(await mappings.ReadOutcomeAsync(tenant.TenantId, request.Subject, cancellationToken) is { } outcome
                    ? MailTexts.Mapping(tenant, outcome)
                    : null);
            default:
                throw new JsonException($"Not a kind of schema {NotificationMessage.CurrentSchema}.");
        }
    }

    // A late slot is told of twice, by two keys: that it is late, and how it ended, which the first mail has promised.
    private async Task<Written?> WriteSlotAsync(Tenant tenant, NotificationMessage request, CancellationToken cancellationToken)
    {
        var slot = DateTimeOffset.Parse(request.Subject, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var ofSlot = await reports.ReadAsync(tenant.TenantId, slot, cancellationToken);
        var lateKey = $"{request.DedupKey}/late";
        if (!tenant.Mail.WhenNothingNew && !MailTexts.HasNews(ofSlot) && !await ledger.WasSentAsync(tenant.TenantId, lateKey, cancellationToken))
        {
            return null;
        }

        var content = MailTexts.Slot(tenant, slot, ofSlot, await StatusesAsync(tenant, ofSlot.Keys, cancellationToken));
        return new Written(content, content.IsLate ? lateKey : request.DedupKey);
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

    private sealed record Written(MailContent Content, string DedupKey)
    {
        /// <summary>Noted as well, so that the next mail about it is a reminder.</summary>
        public string? FirstKey { get; init; }
    }

    private sealed record Letter(IReadOnlyList<string> To, IReadOnlyList<string> Cc, MailContent Content, string DedupKey)
    {
        public string? FirstKey { get; init; }
    }

    [LoggerMessage(4000, LogLevel.Information, "Mail {Kind} of {TenantId} sent.")]
    private partial void LogSent(NotificationKind kind, string tenantId);

    [LoggerMessage(4004, LogLevel.Warning, "Mail {Kind} of {TenantId} was not taken, for the {Tries}. time; it is kept and tried again.")]
    private partial void LogKept(NotificationKind kind, string tenantId, int tries, Exception exception);
}
