namespace RoboSync.Sync.EventMapping;

/// <summary>イベント名対応表: which event each seminar belongs to; several seminars may belong to one event.</summary>
/// <param name="Version">Counts up from 1; 0 where the tenant has uploaded none.</param>
/// <param name="EventBySeminar">Event id by seminar number.</param>
public sealed record EventMap(int Version, IReadOnlyDictionary<string, string> EventBySeminar)
{
    /// <summary>The mapping of a tenant that has uploaded none.</summary>
    public static EventMap None { get; } = new(0, new Dictionary<string, string>(StringComparer.Ordinal));
}

/// <summary>Keeps every version of a tenant's mapping; a version never changes once stored.</summary>
public interface IEventMappingStore
{
    /// <summary>The newest version, or <see cref="EventMap.None"/>.</summary>
    Task<EventMap> ReadCurrentAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>A given version: a run keeps the one it began with.</summary>
    Task<EventMap> ReadAsync(string tenantId, int version, CancellationToken cancellationToken);

    /// <summary>Stores a new version in one step and returns its number.</summary>
    Task<int> SaveAsync(string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, CancellationToken cancellationToken);

    /// <summary>Writes the outcome of an upload where the customer finds it (blob <c>mappings/{tenantId}/results/{upload}.json</c>).</summary>
    Task SaveOutcomeAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The outcome of an upload, or null where there is none.</summary>
    Task<MappingOutcome?> ReadOutcomeAsync(string tenantId, string upload, CancellationToken cancellationToken);
}
