using System.Globalization;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications;

/// <summary>What the operator reads in the mail of an alarm: English, as the log and docs/operations.md are.</summary>
internal static class OperatorTexts
{
    /// <summary>The mail of an alarm.</summary>
    /// <param name="alarm">Which.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="at">When the mail was written.</param>
    public static MailContent Alarm(OperatorAlarm alarm, string subject, DateTimeOffset at)
    {
        var (means, action) = Of(alarm);
        return new MailContent(
            $"[RoboSync] {alarm}: {means}",
            [
                new Table(
                [
                    ("Alarm", alarm.ToString()),
                    ("Time", at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
                    ("About", subject),
                    ("Means", means),
                    ("Do", action),
                ]),
                new Paragraph($"Runbook: docs/operations.md, \"{alarm}\". The log has one event for each of them, whose message begins with \"OperatorAlarm {alarm}\". This mail is sent once for all of them."),
            ]);
    }

    private static (string Means, string Action) Of(OperatorAlarm alarm) => alarm switch
    {
        OperatorAlarm.OverdueRun => ("accounts without a good run for two slots", "Open tenant-results/overview.csv: it names their state and the reason. The customers were mailed."),
        OperatorAlarm.SiteChanged => ("a site no longer looks as its page definitions say", "Follow docs/when-miws-changes.md; the masked page is in the container masked-pages. Nothing was written from it."),
        OperatorAlarm.PoisonedSync => ("a run failed for a reason nobody foresaw", "Read the errors logged under the same run. The run is marked failed and the customer was told; the next slot runs by itself."),
        OperatorAlarm.StoredUnreadable => ("what is stored of a tenant cannot be read", "Upload the tenant's document again: it replaces the stored one. The tenant's slots wait; all others run."),
        OperatorAlarm.SecretDisabled => ("the vault does not hand out a secret", "Enable the secret in the key vault, or put a new version of it; its dates may be over. The next slot runs by itself."),
        OperatorAlarm.PoisonedUpload => ("an upload could not be processed", "Read the errors logged before, mend, then upload the file again."),
        OperatorAlarm.PoisonedNotification => ("a mail could not be sent in all its tries", "Mend the mail service; the mail is tried once a day."),
        OperatorAlarm.MailRefused => ("the mail service refuses a mail or an address", "Correct the address in the tenant's document. An address that the service keeps on its own list has to be taken off there."),
        OperatorAlarm.MailDelayed => ("mails wait for the mail service", "Look at the mail service's status and its key. What waits is kept and goes out by itself."),
        _ => throw new ArgumentOutOfRangeException(nameof(alarm), alarm, "An alarm without a text."),
    };
}
