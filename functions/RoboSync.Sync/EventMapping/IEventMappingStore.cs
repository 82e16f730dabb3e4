using RoboSync.Sync.Ats;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

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

    /// <summary>The number of the newest version, without reading it; 0 where there is none.</summary>
    Task<int> ReadCurrentVersionAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>A given version, for example the one that a run began with; null where there is none.</summary>
    Task<EventMap?> FindAsync(string tenantId, int version, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new version and makes it the current one in one step, unless the current one was uploaded later. Where it is the same as
    /// the current one there is no new version, and the current one counts as uploaded now: an older upload comes too late.
    /// </summary>
    /// <returns>Its number, or null where a later upload came first.</returns>
    Task<int?> SaveAsync(
        string tenantId,
        IReadOnlyDictionary<string, string> eventBySeminar,
        DateTimeOffset uploadedAt,
        CancellationToken cancellationToken);

    /// <summary>The same in place of the version that somebody has seen, whenever that was uploaded.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="eventBySeminar">Event id by seminar number.</param>
    /// <param name="seen">The version that was seen.</param>
    /// <param name="now">What <see cref="ReadTimeAsync"/> says: an upload of before comes too late.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>Its number, or null where another version came meanwhile.</returns>
    Task<int?> ReplaceAsync(
        string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, int seen, DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>The time by the clock that uploads are dated by (UTC): ours may be ahead of it, or behind.</summary>
    Task<DateTimeOffset> ReadTimeAsync(CancellationToken cancellationToken);

    /// <summary>What is known of an uploaded file without reading it, or null where it is gone.</summary>
    Task<UploadedFile?> FindUploadAsync(string tenantId, string upload, CancellationToken cancellationToken);

    /// <summary>Writes the outcome of an upload where the customer finds it, named as <see cref="UploadName.OfResults"/> says.</summary>
    Task SaveOutcomeAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The outcome of an upload, or null where there is none.</summary>
    Task<MappingOutcome?> ReadOutcomeAsync(string tenantId, string upload, CancellationToken cancellationToken);

    /// <summary>Opens a file beside the outcomes for writing; it is there once the stream is disposed.</summary>
    Task<Stream> OpenResultAsync(string tenantId, string name, CancellationToken cancellationToken);
}

/// <summary>A file in a tenant's inbox.</summary>
/// <param name="UploadedAt">When it was uploaded (UTC).</param>
/// <param name="Bytes">Its size.</param>
public sealed record UploadedFile(DateTimeOffset UploadedAt, long Bytes);

/// <summary>What is known of the two sites' events and seminars, and the sheet that shows them to the customer.</summary>
public interface IMappingSheetStore
{
    /// <summary>Remembers the tenant's HRMOS events.</summary>
    /// <returns>Whether they differ from what was remembered.</returns>
    Task<bool> SaveEventsAsync(string tenantId, IReadOnlyList<AtsEvent> events, CancellationToken cancellationToken);

    /// <summary>Remembers the seminars of one medium and graduation year.</summary>
    /// <returns>Whether they differ from what was remembered.</returns>
    Task<bool> SaveSeminarsAsync(LinkScope scope, IReadOnlyList<Seminar> seminars, CancellationToken cancellationToken);

    /// <summary>Everything that is remembered.</summary>
    Task<KnownSites> ReadKnownAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Replaces blob <c>mappings/{tenantId}/current.csv</c> where its content differs.</summary>
    Task SaveSheetAsync(string tenantId, byte[] csv, CancellationToken cancellationToken);
}

/// <summary>Events and seminars as the sites last showed them.</summary>
/// <param name="Events">HRMOS events.</param>
/// <param name="Seminars">Seminars of all accounts.</param>
public sealed record KnownSites(IReadOnlyList<AtsEvent> Events, IReadOnlyList<Seminar> Seminars);
