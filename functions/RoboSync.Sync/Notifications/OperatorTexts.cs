using System.Globalization;
using RoboSync.Sync.Alarms;

namespace RoboSync.Sync.Notifications;

/// <summary>What the operator reads in the mail of an alarm: English, as the log and docs/operations.md are.</summary>
internal static class OperatorTexts
{
    /// <summary>The mail of an alarm.</summary>
    /// <param name="alarm">Which.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="at">When the mail was written.</param>
    public static NoticeContent Alarm(Alarm alarm, string subject, DateTimeOffset at) => new(
        $"[RoboSync] {alarm.Name}: {alarm.Means}",
        [
            new Table(
            [
                ("Alarm", alarm.Name),
                ("Time", at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
                ("About", subject),
                ("Means", alarm.Means),
                ("Do", alarm.Do),
            ]),
            new Paragraph(
                $"Runbook: docs/operations.md, \"{alarm.Name}\". The log has one event for each of them, whose message begins with "
                + $"\"OperatorAlarm {alarm.Name}\". "
                + "This mail is sent once for all of them."),
        ]);

    /// <summary>An alarm of a message that another version put on the queue: told all the same.</summary>
    public static Alarm OfAnotherVersion(string name) => new(
        name, 0, AlarmMails.Daily, "", "an alarm of another version of RoboSync",
        "Look at the log, and at docs/operations.md of that version.");
}
