using System.Text;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.EventMapping;

/// <summary>How a mapping would change one seminar.</summary>
/// <param name="SeminarNumber">セミナーNo.</param>
/// <param name="SeminarName">Its name; blank where the medium has not shown it.</param>
/// <param name="Bookings">How many bookings it has.</param>
/// <param name="Before">The event it belongs to; null for none.</param>
/// <param name="After">The event it would belong to; null for none.</param>
public sealed record SeminarChange(string SeminarNumber, string SeminarName, int Bookings, string? Before, string? After);

/// <summary>What a mapping would do, before it does.</summary>
/// <param name="Outcome">What was found in the file.</param>
/// <param name="Map">Event by seminar; null where it is refused.</param>
/// <param name="Version">The version that it was compared with.</param>
/// <param name="Changes">What it would change.</param>
public sealed record MappingPreview(
    MappingOutcome Outcome, IReadOnlyDictionary<string, string>? Map, int Version, IReadOnlyList<SeminarChange> Changes)
{
    /// <summary>How many bookings the change touches.</summary>
    public int Bookings => Changes.Sum(change => change.Bookings);
}

/// <summary>Changes イベント名対応表 by hand: shows first what it would do, and does that and nothing else.</summary>
public sealed class ChangeEventMapping(
    ImportEventMapping import, IEventMappingStore mappings, IMappingSheetStore sheets, TimeProvider clock)
{
    /// <summary>Reads a file and says what it would do.</summary>
    public async Task<MappingPreview> PreviewAsync(Tenant tenant, string upload, Stream content, CancellationToken cancellationToken)
    {
        var (outcome, map) = await import.CheckAsync(
            tenant, content, new MappingOutcome { Upload = upload, UploadedAt = clock.GetUtcNow() }, keepsErrors: false, cancellationToken);
        var current = await mappings.ReadCurrentAsync(tenant.TenantId, cancellationToken);
        return new MappingPreview(
            outcome, map, current.Version, map is null ? [] : await CompareAsync(tenant.TenantId, current, map, cancellationToken));
    }

    /// <summary>Says what a mapping would change.</summary>
    public async Task<IReadOnlyList<SeminarChange>> CompareAsync(
        string tenantId, EventMap current, IReadOnlyDictionary<string, string> map, CancellationToken cancellationToken)
    {
        var known = (await sheets.ReadKnownAsync(tenantId, cancellationToken)).Seminars
            .DistinctBy(seminar => seminar.SeminarNumber, StringComparer.Ordinal)
            .ToDictionary(seminar => seminar.SeminarNumber, StringComparer.Ordinal);
        return
        [
            .. from number in current.EventBySeminar.Keys.Union(map.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let before = current.EventBySeminar.GetValueOrDefault(number)
               let after = map.GetValueOrDefault(number)
               where !string.Equals(before, after, StringComparison.Ordinal)
               let seminar = known.GetValueOrDefault(number)
               select new SeminarChange(number, seminar?.Name ?? "", seminar?.Bookings ?? 0, before, after),
        ];
    }

    /// <summary>Makes a mapping the current one, by the checks of an uploaded file.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="upload">What it is called in its mail and outcome.</param>
    /// <param name="map">Event by seminar.</param>
    /// <param name="seen">The version that it was compared with.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What became of it; null where another version came meanwhile, and nothing was done.</returns>
    public async Task<MappingOutcome?> ApplyAsync(
        Tenant tenant, string upload, IReadOnlyDictionary<string, string> map, int seen, CancellationToken cancellationToken)
    {
        if (await mappings.ReadCurrentVersionAsync(tenant.TenantId, cancellationToken) != seen)
        {
            return null;
        }

        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Write(map)));
        return await import.ApplyAsync(tenant, upload, content, seen, cancellationToken);
    }

    /// <summary>A mapping as the file that says it.</summary>
    public static string Write(IReadOnlyDictionary<string, string> map)
    {
        var csv = new StringBuilder($"{MappingTexts.EventColumn},{MappingTexts.SeminarColumn}\n");
        foreach (var (seminar, item) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            csv.Append(item).Append(',').Append(seminar).Append('\n');
        }

        return csv.ToString();
    }
}

/// <summary>A version of a mapping.</summary>
/// <param name="Version">Its number.</param>
/// <param name="StoredAt">When it was stored (UTC).</param>
public sealed record MappingVersion(int Version, DateTimeOffset StoredAt);

/// <summary>Lists what versions there are.</summary>
public interface IMappingVersions
{
    /// <summary>All versions of a tenant's mapping, the newest first.</summary>
    Task<IReadOnlyList<MappingVersion>> ListAsync(string tenantId, CancellationToken cancellationToken);
}
