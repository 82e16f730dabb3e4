using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Retaining;

/// <summary>
/// A store, which says of each of its tables, containers and queues what it holds of people: a purge and the clean-up go by that, and know
/// no table themselves.
/// </summary>
internal interface IHolder
{
    /// <summary>One for each place, or for each part of a place.</summary>
    IReadOnlyList<Holding> Holdings { get; }
}

/// <summary>What a table, container or queue holds of people.</summary>
/// <param name="Place">Its name (<see cref="StorageNames"/>).</param>
internal abstract record Holding(string Place)
{
    /// <summary>For how long it is kept; null for ever, or until a purge.</summary>
    public Keeping? KeptAs { get; init; }

    /// <summary>A place that names no applicant: it holds nothing that a purge would have to delete.</summary>
    /// <param name="place">Its name.</param>
    /// <param name="what">What it holds instead.</param>
    public static Holding OfNobody(string place, string what) => new HeldOfNobody(place, what);
}

/// <summary>No applicant is named there.</summary>
/// <param name="Place">Its name.</param>
/// <param name="What">What it holds instead.</param>
internal sealed record HeldOfNobody(string Place, string What) : Holding(Place);

/// <summary>Rows that name applicants.</summary>
/// <param name="Place">The table.</param>
/// <param name="Kind">What they are called in the proof of a purge.</param>
/// <param name="Filters">The queries that find those of a purge, and maybe others: one for each range of keys, since storage reads the
/// whole table for two at once.</param>
/// <param name="IsOfYear">Which of them are the purge's; null for all. It sees the keys, <c>RunId</c> and <c>GraduationYear</c>.</param>
internal sealed record HeldRows(
    string Place, string Kind, Func<PurgeScope, IEnumerable<string>> Filters, Func<PurgeScope, TableEntity, bool>? IsOfYear = null)
    : Holding(Place);

/// <summary>Blobs that name applicants.</summary>
/// <param name="Place">The container.</param>
/// <param name="Kind">What they are called in the proof of a purge.</param>
/// <param name="Prefix">How the names of a purge's blobs begin, and maybe others'.</param>
/// <param name="IsOfYear">Which of them are the purge's. It sees the name and the metadata.</param>
internal sealed record HeldBlobs(string Place, string Kind, Func<PurgeScope, string> Prefix, Func<PurgeScope, BlobItem, bool> IsOfYear)
    : Holding(Place)
{
    /// <summary>Everything of the tenant.</summary>
    public static string BelowTenant(PurgeScope scope) => $"{scope.TenantId}/";
}
