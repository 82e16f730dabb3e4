namespace RoboSync.Sync.Alarms;

/// <summary>
/// Every alarm there is. A new one is a record here, a row in docs/operations.md and, for a new name, one in infra/alerts.bicep: tests
/// compare them.
/// </summary>
public static class AlarmTable
{
    /// <summary>An account has had no good run for two slots.</summary>
    public static Alarm OverdueRun { get; } = new(
        "OverdueRun",
        1010,
        AlarmMails.Daily,
        "{Account} has had no good run for two slots; the last one ended at {LastGoodRun}.",
        "accounts without a good run for two slots",
        "Open tenant-results/overview.csv: it names their state and the reason. The customers were mailed.");

    /// <summary>A poison queue holds messages that no function takes.</summary>
    public static Alarm StuckMessages { get; } = new(
        "StuckMessages",
        1050,
        AlarmMails.Daily,
        "{Queue} holds {Length} messages that no function takes; the oldest has lain there since {Since}.",
        "messages that no function can take lie on a poison queue",
        "Peek at the queue. A message that is not Base64 was put there by hand: put it right or delete it. One that is: read the errors of "
        + "the queue's function.");

    /// <summary>A site no longer looks as its page definitions say.</summary>
    public static Alarm SiteChanged { get; } = new(
        "SiteChanged",
        1400,
        AlarmMails.Daily,
        "{Medium} no longer looks as its page definitions say ({Code}): {Detail}",
        "a site no longer looks as its page definitions say",
        "Follow docs/when-miws-changes.md; the masked page is in the container masked-pages. Nothing was written from it.");

    /// <summary>A run failed for a reason nobody foresaw.</summary>
    public static Alarm PoisonedSync { get; } = new(
        "PoisonedSync",
        1410,
        AlarmMails.Hourly,
        "run {RunId} of {Account} failed for a reason nobody foresaw; see the errors logged before.",
        "a run failed for a reason nobody foresaw",
        "Read the errors logged under the same run. The run is marked failed and the customer was told; the next slot runs by itself.");

    /// <summary>A message on <c>account-syncs</c> could not be read.</summary>
    public static Alarm UnreadableSync { get; } = new(
        "PoisonedSync",
        1411,
        AlarmMails.Hourly,
        "a message on account-syncs could not be read: {Detail}",
        "a message that asks for a run could not be read",
        "Look at who writes to account-syncs. After a roll-back it may be the newer version's: its run is made up for by itself.");

    /// <summary>What is stored of a tenant cannot be read.</summary>
    public static Alarm StoredUnreadable { get; } = new(
        "StoredUnreadable",
        1420,
        AlarmMails.Daily,
        "what is stored of {TenantId} cannot be read, and nothing is done with it: {Detail}",
        "what is stored of a tenant cannot be read",
        "A document: upload it again; the tenant's slots wait meanwhile. A row: mend or delete it. All other tenants go on.");

    /// <summary>The vault does not hand out a secret as it is set.</summary>
    public static Alarm SecretDisabled { get; } = new(
        "SecretDisabled",
        1421,
        AlarmMails.Daily,
        "{Account} cannot run: {Detail}",
        "the vault does not hand out a secret",
        "Enable the secret in the key vault, mend its dates, or put a new version of it. The next slot runs by itself.");

    /// <summary>A page definition that was put up has mistakes.</summary>
    public static Alarm PageDefinitionRefused { get; } = new(
        "PoisonedUpload",
        1513,
        AlarmMails.Hourly,
        "the page definition {Medium}/{Name} has mistakes and is not read by; the last good one, or the shipped one, is: {Mistakes}",
        "a page definition that was put up has mistakes",
        "Read the result beside it in the container page-definitions, mend it and put it up again. The last good one, or the shipped one, "
        + "counts meanwhile.");

    /// <summary>An uploaded event mapping was given up.</summary>
    public static Alarm PoisonedMapping { get; } = new(
        "PoisonedUpload",
        1510,
        AlarmMails.Hourly,
        "an event mapping of {TenantId} could not be processed; see the errors logged before. Mend, then upload it again.",
        "an upload could not be processed",
        "Read the errors logged before, mend, then upload the file again.");

    /// <summary>A message on the host's blob poison queue could not be read.</summary>
    public static Alarm UnreadableUpload { get; } = new(
        "PoisonedUpload",
        1511,
        AlarmMails.Hourly,
        "a message of the blob poison queue could not be read: {Detail}",
        "a message about an upload could not be read",
        "Look at who writes to webjobs-blobtrigger-poison and uploads: only the Functions host and RoboSync should.");

    /// <summary>Another blob was given up.</summary>
    public static Alarm PoisonedBlob { get; } = new(
        "PoisonedUpload",
        1512,
        AlarmMails.Hourly,
        "{Container}/{Blob} could not be processed; see the errors logged before. Mend, then upload it again.",
        "an upload could not be processed",
        "Read the errors logged before, mend, then upload the blob again.");

    /// <summary>The mail service refuses a mail for good.</summary>
    public static Alarm MailRefused { get; } = new(
        "MailRefused",
        4001,
        AlarmMails.Daily,
        "mail {Kind} of {TenantId} is refused for good; check the tenant's addresses: {Detail}",
        "the mail service refuses a mail or an address",
        "Correct the address in the tenant's document. An address that the service keeps on its own list has to be taken off there.");

    /// <summary>The mail service does not deliver to addresses of a tenant.</summary>
    public static Alarm AddressRefused { get; } = new(
        "MailRefused",
        4002,
        AlarmMails.Daily,
        "{Places} of tenant {TenantId} cannot be reached; its other addresses are mailed.",
        "the mail service refuses a mail or an address",
        "Correct the address in the tenant's document. An address that the service keeps on its own list has to be taken off there.");

    /// <summary>A mail waits for the mail service; the operator's mail goes out once it works again.</summary>
    public static Alarm MailDelayed { get; } = new(
        "MailDelayed",
        4003,
        AlarmMails.Daily,
        "mail {Kind} of {TenantId} could not be sent in {Tries} tries; it is kept and tried again.",
        "mails wait for the mail service",
        "Look at the mail service's status and its key. What waits is kept and goes out by itself.");

    /// <summary>A tenant's webhook does not take what is posted to it; the mail was sent all the same.</summary>
    public static Alarm WebhookRefused { get; } = new(
        "WebhookRefused",
        4030,
        AlarmMails.Daily,
        "{Kind} of {TenantId} is refused for good by its webhook; the mail is sent all the same: {Detail}",
        "a company's webhook refuses what is posted to it",
        "Tell the company: the webhook was deleted, or its address is wrong. They set another one in the console and test it there.");

    /// <summary>A tenant's webhook is away.</summary>
    public static Alarm WebhookDelayed { get; } = new(
        "WebhookDelayed",
        4031,
        AlarmMails.Daily,
        "{Kind} of {TenantId} could not be posted to its webhook in {Tries} tries; it is kept and tried again, the mail is sent.",
        "what is posted to a company's webhook waits",
        "Look at the status of Slack or Teams, and at the vault. What waits goes out by itself; mails do not wait for it.");

    /// <summary>A mail could not be sent in all its tries.</summary>
    public static Alarm PoisonedNotification { get; } = new(
        "PoisonedNotification",
        4010,
        AlarmMails.Hourly,
        "mail {Kind} of {TenantId} could not be sent in all its tries; it is tried once a day from now on.",
        "a mail could not be sent in all its tries",
        "Mend the mail service; the mail is tried once a day.");

    /// <summary>A message on <c>notifications</c> could not be read.</summary>
    public static Alarm UnreadableNotification { get; } = new(
        "PoisonedNotification",
        4011,
        AlarmMails.Hourly,
        "a message on notifications could not be read: {Detail}",
        "a message that asks for a mail could not be read",
        "Look at who writes to notifications. After a roll-back it may be the newer version's.");

    /// <summary>The keys that the console's sessions are protected with are not as they should be.</summary>
    public static Alarm ConsoleKeys { get; } = new(
        "ConsoleKeys",
        6012,
        AlarmMails.Daily,
        "the console's keys are not as they should be: {Detail}",
        "the keys of the console's sessions are not as they should be",
        "Look at the blob console-keys/key-ring.xml and its former versions, and at the secret of Console:KeySecret. Put the last good "
        + "version back, or delete the blob: everybody then signs in anew.");

    /// <summary>All of them, in the order of their events.</summary>
    public static IReadOnlyList<Alarm> All { get; } =
    [
        OverdueRun, StuckMessages, SiteChanged, PoisonedSync, UnreadableSync, StoredUnreadable, SecretDisabled, PoisonedMapping,
        UnreadableUpload, PoisonedBlob, PageDefinitionRefused,
        MailRefused, AddressRefused, MailDelayed, PoisonedNotification, UnreadableNotification, WebhookRefused, WebhookDelayed,
        ConsoleKeys,
    ];

    /// <summary>The alarm that a message names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="eventId">Its event; 0 in messages of before they named it.</param>
    /// <returns>The alarm; the first of its name where the event is not known, and null where the name is not: it is of another
    /// version.</returns>
    public static Alarm? Find(string name, int eventId)
    {
        var named = All.Where(alarm => string.Equals(alarm.Name, name, StringComparison.Ordinal)).ToList();
        return named.Find(alarm => alarm.EventId == eventId) ?? named.FirstOrDefault();
    }
}
