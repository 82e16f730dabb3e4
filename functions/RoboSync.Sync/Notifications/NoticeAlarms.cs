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

    /// <summary>Addresses of a tenant that cannot be reached; mailed for each tenant once a day.</summary>
    /// <param name="alarms">Where alarms are raised.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="places">Where the addresses stand in the tenant's document, for example <c>mail.to[1]</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task AddressRefusedAsync(
        this OperatorAlarms alarms, string tenantId, IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", places);
        return alarms.RaiseAsync(AlarmTable.AddressRefused, [list, tenantId], once: $"{tenantId}/{list}", cancellationToken);
    }
}
