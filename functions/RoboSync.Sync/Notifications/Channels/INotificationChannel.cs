using RoboSync.Sync.Alarms;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Channels;

/// <summary>
/// A way to tell somebody. Each is claimed, tried, kept for later and given up by itself (<see cref="TellOnce"/>): one that is away keeps
/// no other waiting.
/// </summary>
public interface INotificationChannel
{
    /// <summary>Lower case, for good: the ledger's keys and the messages on the queue name it.</summary>
    string Name { get; }

    /// <summary>What the operator is told where it does not work.</summary>
    ChannelAlarms Alarms { get; }

    /// <summary>Whether anybody wants to be told this way.</summary>
    /// <param name="tenant">The customer; null for the operator.</param>
    bool Reaches(Tenant? tenant);

    /// <summary>Returns once the notice is on its way for good.</summary>
    /// <returns>Where in the tenant's document stands what cannot be reached, for example <c>mail.to[1]</c>; the others were told. Never
    /// all of them.</returns>
    /// <exception cref="NotToldException">Nobody was told.</exception>
    Task<IReadOnlyList<string>> TellAsync(Notice notice, CancellationToken cancellationToken);
}

/// <summary>The alarms of a channel.</summary>
/// <param name="Refused">A notice is refused for good: takes its kind, the tenant's id and the reason.</param>
/// <param name="Unreachable">Some of a tenant's receivers are not reached: takes their places in the document and the tenant's id.</param>
/// <param name="Delayed">A notice waits: takes its kind, the tenant's id and the tries so far.</param>
public sealed record ChannelAlarms(Alarm Refused, Alarm Unreachable, Alarm Delayed);
