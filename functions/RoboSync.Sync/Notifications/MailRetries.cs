using System.IO.Hashing;
using System.Text;
using RoboSync.Sync.Queues;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// When a mail that the mail service did not take is tried again: soon at first, then hourly, in the end daily. Spread, so that what piled
/// up does not go out in one second.
/// </summary>
internal static class MailRetries
{
    private static readonly int[] Units = [1, 2, 5, 15, 30, 60];

    /// <summary>The operator is alarmed at this try, about an hour after the first.</summary>
    public const int AlarmAt = 6;

    /// <summary>How long the mail waits now.</summary>
    /// <param name="message">The message, with the tries so far.</param>
    /// <param name="unit">How long the first wait is.</param>
    public static TimeSpan Delay(NotificationMessage message, TimeSpan unit) =>
        Spread(message, unit * Units[Math.Clamp(message.Tries - 1, 0, Units.Length - 1)]);

    /// <summary>How long the mail waits after all its tries: a day, where the first wait is a minute.</summary>
    public static TimeSpan DailyDelay(NotificationMessage message, TimeSpan unit) => Spread(message, unit * 24 * 60);

    private static TimeSpan Spread(NotificationMessage message, TimeSpan delay)
    {
        // Up to a quarter longer, by the mail's own key: the same for the same mail, and another for every other.
        var share = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes($"{message.TenantId}/{message.DedupKey}")) / (double)uint.MaxValue;
        return delay * (1 + (share / 4));
    }
}
