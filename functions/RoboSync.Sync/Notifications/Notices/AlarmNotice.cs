using RoboSync.Sync.Alarms;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>To the operator: an alarm.</summary>
public sealed class AlarmNotice(TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.OperatorAlarm;

    /// <inheritdoc/>
    public Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        var message = request.Message;
        if (message.Alarm is not { } name)
        {
            return Task.FromResult<Notice?>(null);
        }

        var alarm = AlarmTable.Find(name, message.AlarmEvent) ?? OperatorTexts.OfAnotherVersion(name);
        return Task.FromResult<Notice?>(new Notice(null, OperatorTexts.Alarm(alarm, message.Subject, clock.GetUtcNow()), message.DedupKey));
    }
}
