using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.Notifications;

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
}

/// <summary>Message of the queue <c>notifications</c>. Holds ids only: the mail is written from what is stored when it is sent.</summary>
/// <param name="Schema">Name and version of this shape.</param>
/// <param name="Kind">What the mail is about.</param>
/// <param name="TenantId">The tenant; blank for <see cref="NotificationKind.OperatorAlarm"/>.</param>
/// <param name="Subject">Slot (ISO 8601, UTC), account id, upload name or what an alarm is about, as the kind needs.</param>
/// <param name="DedupKey">A mail with the same key is sent once.</param>
public sealed record NotificationMessage(string Schema, NotificationKind Kind, string TenantId, string Subject, string DedupKey)
{
    /// <summary>Why an account waits or waited; only for mails about that.</summary>
    public FailureCode? Reason { get; init; }

    /// <summary>Which alarm; only for <see cref="NotificationKind.OperatorAlarm"/>.</summary>
    public OperatorAlarm? Alarm { get; init; }

    /// <summary>How often the mail service did not take it.</summary>
    public int Tries { get; init; }

    /// <summary>On how many days it was tried once more after all its tries.</summary>
    public int Days { get; init; }

    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "notification/1";

    /// <summary>The mail of a slot: whoever asks for it, it is sent once.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="slot">The slot, any offset.</param>
    public static NotificationMessage ForSlot(string tenantId, DateTimeOffset slot)
    {
        var subject = slot.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new NotificationMessage(CurrentSchema, NotificationKind.SlotFinished, tenantId, subject, $"slot/{subject}");
    }

    /// <summary>The mail of a connection check.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="startedAt">When the check began.</param>
    public static NotificationMessage ForCheck(string tenantId, DateTimeOffset startedAt) => new(
        CurrentSchema, NotificationKind.CheckResult, tenantId, "", string.Create(CultureInfo.InvariantCulture, $"check/{startedAt.ToUniversalTime():yyyyMMddHHmmss}"));

    /// <summary>The mail that an account has had no good run for two slots: at most one a day.</summary>
    /// <param name="account">The account.</param>
    /// <param name="day">The day in Japan.</param>
    public static NotificationMessage ForOverdue(AccountKey account, DateOnly day) => new(
        CurrentSchema, NotificationKind.Overdue, account.TenantId, account.AccountId, string.Create(CultureInfo.InvariantCulture, $"overdue/{account.AccountId}/{day:yyyy-MM-dd}"));

    /// <summary>The mail of an uploaded event mapping; a file of the same name that is uploaded again has a mail of its own.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="upload">Name of the uploaded file.</param>
    /// <param name="uploadedAt">When it was uploaded.</param>
    public static NotificationMessage ForMapping(string tenantId, string upload, DateTimeOffset uploadedAt) =>
        new(CurrentSchema, NotificationKind.MappingResult, tenantId, upload, string.Create(CultureInfo.InvariantCulture, $"mapping/{uploadedAt.ToUniversalTime():yyyyMMddHHmmss}/{upload}"));

    /// <summary>The mail that an account waits for the customer, or that it works again: at most one a day and reason.</summary>
    /// <param name="kind"><see cref="NotificationKind.NeedsCustomer"/> or <see cref="NotificationKind.Recovered"/>.</param>
    /// <param name="account">The account.</param>
    /// <param name="reason">Why it waits or waited.</param>
    /// <param name="day">The day in Japan.</param>
    public static NotificationMessage ForAccount(NotificationKind kind, AccountKey account, FailureCode reason, DateOnly day) =>
        new(CurrentSchema, kind, account.TenantId, account.AccountId, string.Create(CultureInfo.InvariantCulture, $"{kind}/{account.AccountId}/{reason}/{day:yyyy-MM-dd}")) { Reason = reason };

    /// <summary>
    /// The same mail, about one stop of the account: where it recovers and stops again, all is told again. Of a mail that waits, made anew when it is sent: a
    /// reminder that waited for the mail service over midnight is that day's.
    /// </summary>
    /// <param name="since">When the account stopped; null where that is not known.</param>
    /// <param name="day">The day in Japan; null for what is told once only.</param>
    public NotificationMessage AsOf(DateTimeOffset? since, DateOnly? day) =>
        this with { DedupKey = string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Subject}/{Reason}/{since?.ToUniversalTime():yyyyMMddHHmmss}/{day:yyyy-MM-dd}") };

    /// <summary>The mail that an account signed in for the first time: once.</summary>
    /// <param name="account">The account.</param>
    public static NotificationMessage ForFirstSignIn(AccountKey account) =>
        new(CurrentSchema, NotificationKind.FirstSignIn, account.TenantId, account.AccountId, $"first-sign-in/{account.AccountId}");

    /// <summary>The mail of an alarm.</summary>
    /// <param name="alarm">Which.</param>
    /// <param name="subject">What it is about: ids, nothing personal.</param>
    /// <param name="once">The same alarm with the same text here is mailed once.</param>
    public static NotificationMessage ForOperator(OperatorAlarm alarm, string subject, string once) =>
        new(CurrentSchema, NotificationKind.OperatorAlarm, "", subject, $"{alarm}/{once}") { Alarm = alarm };
}

/// <summary>A mail, ready to be sent.</summary>
public sealed record Mail(IReadOnlyList<string> To, IReadOnlyList<string> Cc, string Subject, string Text, string Html)
{
    /// <inheritdoc/>
    public override string ToString() => "Mail { *** }";
}

/// <summary>Sends a mail.</summary>
public interface IMailSender
{
    /// <summary>Returns once the mail service has accepted the mail. One refused address keeps nobody else from theirs.</summary>
    /// <returns>The addresses that the service refused for good; never all of them.</returns>
    /// <exception cref="MailNotSentException">The service did not accept it, for anybody.</exception>
    Task<IReadOnlyList<string>> SendAsync(Mail mail, CancellationToken cancellationToken);

    /// <summary>
    /// The addresses that the service has stopped delivering to, after mails came back or were called spam. Blank where the service keeps no such list: the
    /// mails that came back are then in the sender's own mailbox.
    /// </summary>
    /// <exception cref="MailNotSentException">The service did not say; permanently where our key may not ask.</exception>
    Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken);
}

/// <summary>The mail service did not accept a mail.</summary>
/// <param name="detail">For the engineer; no address in it.</param>
/// <param name="permanent">Whether the same mail would be refused again.</param>
/// <param name="innerException">What it came from.</param>
public sealed class MailNotSentException(string detail, bool permanent, Exception? innerException = null) : Exception(detail, innerException)
{
    /// <summary>Whether the same mail would be refused again.</summary>
    public bool Permanent { get; } = permanent;
}

/// <summary>Remembers which mails went out, so that two messages about one thing never make two mails.</summary>
public interface IMailLedger
{
    /// <summary>
    /// Claims the sending of a mail by a conditional insert. A claim that is older than <paramref name="abandonedAfter"/> and never became
    /// a sent mail was made by a worker that died: it is taken over.
    /// </summary>
    Task<MailClaim> ClaimAsync(string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken);

    /// <summary>Gives a claim back, since the mail could not be sent.</summary>
    Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Notes that the claimed mail was sent.</summary>
    Task NoteSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);

    /// <summary>Whether a mail with this key was sent.</summary>
    Task<bool> WasSentAsync(string tenantId, string dedupKey, CancellationToken cancellationToken);
}

/// <summary>Who sends a mail.</summary>
public enum MailClaim
{
    /// <summary>We do.</summary>
    Ours,

    /// <summary>Somebody else is just doing it.</summary>
    UnderWay,

    /// <summary>It was sent before.</summary>
    Sent,
}

/// <summary>What the accounts of a tenant reported for a slot.</summary>
public interface ISlotReportStore
{
    /// <summary>Notes, at dispatch, that the account belongs to the slot.</summary>
    Task ExpectAsync(AccountKey account, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>Stores a finished run as the account's report of its slot.</summary>
    Task SaveAsync(RunState run, CancellationToken cancellationToken);

    /// <summary>The accounts of the slot, each with its finished run, or null where it is not finished.</summary>
    Task<IReadOnlyDictionary<string, RunState?>> ReadAsync(string tenantId, DateTimeOffset slot, CancellationToken cancellationToken);
}
