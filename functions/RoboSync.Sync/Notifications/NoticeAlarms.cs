using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications;

/// <summary>Alarms about notices.</summary>
internal static class NoticeAlarms
{
    /// <summary>
    /// Raises an alarm about a notice that is not told. Where it was one to the operator, another could not be told either: it stays in the
    /// log.
    /// </summary>
    public static Task AboutAsync(
        this OperatorAlarms alarms, NotificationMessage notice, Alarm alarm, IReadOnlyList<object?> values, string once,
        CancellationToken cancellationToken)
    {
        if (notice.Kind == NotificationKind.OperatorAlarm)
        {
            alarms.Log(alarm, values);
            return Task.CompletedTask;
        }

        return alarms.RaiseAsync(alarm, values, once, cancellationToken);
    }

    /// <summary>Receivers of a tenant that are not reached; mailed for each tenant once a day.</summary>
    /// <param name="alarms">Where alarms are raised.</param>
    /// <param name="alarm">The channel's alarm for it.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="places">Where the receivers stand in the tenant's document, for example <c>mail.to[1]</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task UnreachableAsync(
        this OperatorAlarms alarms, Alarm alarm, string tenantId, IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", places);
        return alarms.RaiseAsync(alarm, [list, tenantId], once: $"{tenantId}/{list}", cancellationToken);
    }
}
