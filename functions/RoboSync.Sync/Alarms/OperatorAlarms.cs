using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Alarms;

/// <summary>
/// Raises alarms: a log event of level Error for the monitoring, and a mail to the operator where <see cref="SyncOptions.OperatorMail"/>
/// names one. A fault that many accounts meet makes many log events and one mail. Only ids go in: neither applicants nor addresses. No
/// exception goes with the event: Azure Monitor would keep it in another table than the one that infra/alerts.bicep looks into.
/// </summary>
public sealed class OperatorAlarms(IWorkQueues queues, TimeProvider clock, ILogger<OperatorAlarms> logger)
{
    /// <summary>Raises an alarm.</summary>
    /// <param name="alarm">Which.</param>
    /// <param name="values">What its <see cref="Alarm.Says"/> leaves open, in that order.</param>
    /// <param name="once">What is alike: the same alarm with the same text here is mailed once in its time. Blank: all of them are.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="about">What the mail says it is about; null for what the log says.</param>
    public Task RaiseAsync(
        Alarm alarm, IReadOnlyList<object?> values, string once, CancellationToken cancellationToken, string? about = null)
    {
        var said = Log(alarm, values);
        return MailAsync(alarm, about ?? said, once, cancellationToken);
    }

    /// <summary>Raises an alarm for many at once: an event each, and one mail, which goes out again where there are more of them.</summary>
    /// <param name="alarm">Which.</param>
    /// <param name="each">What its <see cref="Alarm.Says"/> leaves open, of each.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task RaiseForEachAsync(Alarm alarm, IReadOnlyList<IReadOnlyList<object?>> each, CancellationToken cancellationToken)
    {
        var said = each.Select(values => Log(alarm, values)).ToList();
        return said.Count == 0
            ? Task.CompletedTask
            : MailAsync(
                alarm,
                string.Create(CultureInfo.InvariantCulture, $"{said.Count} of them, the first: {said[0]}"),
                said.Count.ToString(CultureInfo.InvariantCulture),
                cancellationToken);
    }

    /// <summary>
    /// Raises an alarm in the log alone: about a mail that could not be sent to the operator, another mail would go round in circles.
    /// </summary>
    /// <returns>What was said.</returns>
    internal string Log(Alarm alarm, IReadOnlyList<object?> values)
    {
        var said = new AlarmText(alarm.Says, values);
        logger.Log(
            LogLevel.Error,
            new EventId(alarm.EventId, alarm.Name),
            new AlarmText(alarm.Template, values),
            null,
            (state, _) => state.ToString());
        return said.ToString();
    }

    private Task MailAsync(Alarm alarm, string about, string once, CancellationToken cancellationToken)
    {
        var period = alarm.Period(clock.GetUtcNow());
        var message = NotificationMessage.ForOperator(alarm.Name, alarm.EventId, about, once.Length == 0 ? period : $"{period}/{once}");
        return queues.EnqueueNotificationAsync(message, TimeSpan.Zero, cancellationToken);
    }
}
