using System.Globalization;
using System.Text.Json;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.Sync.Queues;

/// <summary>What a mail is about. Stored by name.</summary>
public enum NotificationKind
{
    /// <summary>A slot's last account is finished, or late.</summary>
    SlotFinished,

    /// <summary>An account stopped until the customer acts.</summary>
    NeedsCustomer,

    /// <summary>An account works again.</summary>
    Recovered,

    /// <summary>An uploaded event mapping was taken or refused.</summary>
    MappingResult,

    /// <summary>An account has had no good run for two slots.</summary>
    Overdue,

    /// <summary>A connection check is done.</summary>
    CheckResult,

    /// <summary>An account signed in for the first time.</summary>
    FirstSignIn,

    /// <summary>To the operator: an alarm.</summary>
    OperatorAlarm,

    /// <summary>To a user of the console: their ログインID and a temporary password.</summary>
    FirstLogin,

    /// <summary>To a user of the console: how to choose another password.</summary>
    PasswordReset,

    /// <summary>A mail that only shows that it arrives.</summary>
    Test,

    /// <summary>A dry run has ended.</summary>
    PlanResult,
}

/// <summary>Message of the queue <c>notifications</c>. Holds ids only: the mail is written from what is stored when it is sent.</summary>
/// <param name="Schema">Name and version of this shape.</param>
/// <param name="Kind">What the mail is about.</param>
/// <param name="TenantId">The tenant; blank for <see cref="NotificationKind.OperatorAlarm"/>, and for users who are operators.</param>
/// <param name="Subject">Slot (ISO 8601, UTC), account id, upload name, user id or what an alarm is about, as the kind needs.</param>
/// <param name="DedupKey">A mail with the same key is sent once.</param>
public sealed record NotificationMessage(string Schema, NotificationKind Kind, string TenantId, string Subject, string DedupKey)
{
    /// <summary>Why an account waits or waited; only for mails about that.</summary>
    public FailureCode? Reason { get; init; }

    /// <summary>Name of the alarm; only for <see cref="NotificationKind.OperatorAlarm"/>.</summary>
    public string? Alarm { get; init; }

    /// <summary>Its log event; 0 where none is named, as in messages of before.</summary>
    public int AlarmEvent { get; init; }

    /// <summary>Which channel has still to tell it; null for all of them. What one of them told before is not told again.</summary>
    public string? Channel { get; init; }

    /// <summary>How often the mail service did not take it.</summary>
    public int Tries { get; init; }

    /// <summary>On how many days it was tried once more after all its tries.</summary>
    public int Days { get; init; }

    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "notification/1";

    private const string SlotForm = "yyyy-MM-ddTHH:mm:ssZ";

    // A mail service and a queue take no names of any length.
    private const int LongestSubject = 1000;
    private const int LongestKey = 300;

    /// <summary>Whether it is for one user of the console alone.</summary>
    internal bool IsToUser => Kind is NotificationKind.FirstLogin or NotificationKind.PasswordReset;

    /// <summary>Whether the subject is a slot.</summary>
    internal bool IsOfSlot =>
        DateTimeOffset.TryParseExact(Subject, SlotForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var slot)
            && MessageText.IsPlausible(slot);

    /// <summary>The mail of a slot: whoever asks for it, it is sent once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="slot">The slot, any offset.</param>
    public static NotificationMessage ForSlot(string tenantId, DateTimeOffset slot)
    {
        var subject = slot.ToUniversalTime().ToString(SlotForm, CultureInfo.InvariantCulture);
        return new NotificationMessage(CurrentSchema, NotificationKind.SlotFinished, tenantId, subject, $"slot/{subject}");
    }

    /// <summary>The mail of a connection check.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="startedAt">When the check began.</param>
    public static NotificationMessage ForCheck(string tenantId, DateTimeOffset startedAt) => new(
        CurrentSchema, NotificationKind.CheckResult, tenantId, "",
        string.Create(CultureInfo.InvariantCulture, $"check/{startedAt.ToUniversalTime():yyyyMMddHHmmss}"));

    /// <summary>The mail that an account has had no good run for two slots: at most one a day.</summary>
    /// <param name="account">The account.</param>
    /// <param name="day">The day in Japan.</param>
    public static NotificationMessage ForOverdue(AccountKey account, DateOnly day) => new(
        CurrentSchema, NotificationKind.Overdue, account.TenantId, account.AccountId,
        string.Create(CultureInfo.InvariantCulture, $"overdue/{account.AccountId}/{day:yyyy-MM-dd}"));

    /// <summary>The mail of an uploaded event mapping; a file of the same name that is uploaded again has a mail of its own.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="upload">Name of the uploaded file.</param>
    /// <param name="uploadedAt">When it was uploaded.</param>
    public static NotificationMessage ForMapping(string tenantId, string upload, DateTimeOffset uploadedAt) =>
        new(CurrentSchema, NotificationKind.MappingResult, tenantId, upload, ShortText.Key(
            string.Create(CultureInfo.InvariantCulture, $"mapping/{uploadedAt.ToUniversalTime():yyyyMMddHHmmss}/{upload}"), LongestKey));

    /// <summary>The mail that an account waits for the customer, or that it works again: at most one a day and reason.</summary>
    /// <param name="kind"><see cref="NotificationKind.NeedsCustomer"/> or <see cref="NotificationKind.Recovered"/>.</param>
    /// <param name="account">The account.</param>
    /// <param name="reason">Why it waits or waited.</param>
    /// <param name="day">The day in Japan.</param>
    public static NotificationMessage ForAccount(NotificationKind kind, AccountKey account, FailureCode reason, DateOnly day) =>
        new(
            CurrentSchema,
            kind,
            account.TenantId,
            account.AccountId,
            string.Create(CultureInfo.InvariantCulture, $"{kind}/{account.AccountId}/{reason}/{day:yyyy-MM-dd}")) { Reason = reason };

    /// <summary>
    /// The same mail, about one stop of the account: where it recovers and stops again, all is told again. Of a mail that waits, made anew
    /// when it is sent: a reminder that waited for the mail service over midnight is that day's.
    /// </summary>
    /// <param name="since">When the account stopped; null where that is not known.</param>
    /// <param name="day">The day in Japan; null for what is told once only.</param>
    public NotificationMessage AsOf(DateTimeOffset? since, DateOnly? day) =>
        this with { DedupKey = string.Create(
            CultureInfo.InvariantCulture, $"{Kind}/{Subject}/{Reason}/{since?.ToUniversalTime():yyyyMMddHHmmss}/{day:yyyy-MM-dd}") };

    /// <summary>The mail that an account signed in for the first time: once.</summary>
    /// <param name="account">The account.</param>
    public static NotificationMessage ForFirstSignIn(AccountKey account) =>
        new(CurrentSchema, NotificationKind.FirstSignIn, account.TenantId, account.AccountId, $"first-sign-in/{account.AccountId}");

    /// <summary>The mail of a dry run that has ended: once.</summary>
    /// <param name="account">The account.</param>
    /// <param name="planId">The plan.</param>
    public static NotificationMessage ForPlan(AccountKey account, string planId) => new(
        CurrentSchema, NotificationKind.PlanResult, account.TenantId, account.AccountId, $"plan/{account.AccountId}/{planId}");

    /// <summary>The mail to a user of the console: one for each time that it was asked for.</summary>
    /// <param name="kind"><see cref="NotificationKind.FirstLogin"/> or <see cref="NotificationKind.PasswordReset"/>.</param>
    /// <param name="user">The user.</param>
    /// <param name="askedAt">When it was asked for.</param>
    public static NotificationMessage ForUser(NotificationKind kind, ConsoleUser user, DateTimeOffset askedAt) => new(
        CurrentSchema, kind, user.TenantId, user.UserId,
        string.Create(CultureInfo.InvariantCulture, $"{kind}/{user.UserId}/{askedAt.ToUniversalTime():yyyyMMddHHmmssfff}"));

    /// <summary>A mail that only shows that it arrives: one for each time that it was asked for.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="askedAt">When it was asked for.</param>
    public static NotificationMessage ForTest(string tenantId, DateTimeOffset askedAt) => new(
        CurrentSchema, NotificationKind.Test, tenantId, "",
        string.Create(CultureInfo.InvariantCulture, $"test/{askedAt.ToUniversalTime():yyyyMMddHHmmss}"));

    /// <summary>The mail of an alarm.</summary>
    /// <param name="alarm">Its name.</param>
    /// <param name="alarmEvent">Its log event.</param>
    /// <param name="subject">What it is about: ids, nothing personal.</param>
    /// <param name="once">The same alarm with the same text here is mailed once.</param>
    public static NotificationMessage ForOperator(string alarm, int alarmEvent, string subject, string once) =>
        new(
            CurrentSchema,
            NotificationKind.OperatorAlarm,
            "",
            ShortText.Of(subject, LongestSubject),
            ShortText.Key($"{alarm}/{once}", LongestKey))
            {
                Alarm = alarm,
                AlarmEvent = alarmEvent,
            };
}

/// <summary>Reads and writes <see cref="NotificationMessage"/>s.</summary>
public static class NotificationMessages
{
    private const string Schema = $"schema {NotificationMessage.CurrentSchema}";

    // No mail is tried so often, whatever the settings.
    private const int Most = 100_000;

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static NotificationMessage Parse(string? message)
    {
        var parsed = MessageText.Read(message, NotificationJson.Default.NotificationMessage, Schema);
        return parsed is { Schema: NotificationMessage.CurrentSchema, Subject: not null, DedupKey.Length: > 0, Tries: >= 0
            and <= Most, Days: >= 0 and <= Most }
            && (parsed.Reason is not { } reason || Enum.IsDefined(reason))
            && (parsed.Kind == NotificationKind.OperatorAlarm
                ? parsed.Alarm is { Length: > 0 }
                : Enum.IsDefined(parsed.Kind) && (Tenant.IsId(parsed.TenantId) || (parsed.IsToUser && parsed.TenantId is "")))
            && (parsed.Kind != NotificationKind.SlotFinished || parsed.IsOfSlot)
            ? parsed
            : throw MessageText.NotOurs(Schema);
    }

    /// <summary>Writes a message.</summary>
    public static string Write(NotificationMessage message) =>
        JsonSerializer.Serialize(message, NotificationJson.Default.NotificationMessage);
}
