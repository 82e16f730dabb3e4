using System.Globalization;
using RoboSync.Sync.Calendar;

namespace RoboSync.Sync.Alarms;

/// <summary>How often the operator is mailed of what is alike; the log has one event for each of them.</summary>
public enum AlarmMails
{
    /// <summary>Once a day in Japan.</summary>
    Daily,

    /// <summary>Once an hour (UTC).</summary>
    Hourly,
}

/// <summary>What wakes the operator: a row of <see cref="AlarmTable"/> and of docs/operations.md.</summary>
/// <param name="Name">infra/alerts.bicep alerts on it and queued messages name it, for good. What is alike shares a name.</param>
/// <param name="EventId">Its log event, for good.</param>
/// <param name="Mails">How often it is mailed.</param>
/// <param name="Says">What the log and the mail say of one of them: a template of structured logging. Only ids go in.</param>
/// <param name="Means">What it means, in the mail.</param>
/// <param name="Do">What to do, in the mail.</param>
public sealed record Alarm(string Name, int EventId, AlarmMails Mails, string Says, string Means, string Do)
{
    /// <summary>The log event's template, as infra/alerts.bicep looks for it.</summary>
    public string Template { get; } = $"OperatorAlarm {Name}: {Says}";

    /// <summary>Within which time it is mailed once.</summary>
    internal string Period(DateTimeOffset now) => Mails switch
    {
        AlarmMails.Daily => JapanTime.DateInJapan(now).ToString("O", CultureInfo.InvariantCulture),
        _ => now.UtcDateTime.ToString("yyyyMMdd'T'HH", CultureInfo.InvariantCulture),
    };
}
