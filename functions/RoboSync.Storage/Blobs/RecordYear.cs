using System.Globalization;
using Azure.Storage.Blobs.Models;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// The graduation year of what a blob is about, beside the blob: a purge then finds its blobs by listing, without reading any.
/// </summary>
internal static class RecordYear
{
    private const string Key = "graduationYear";

    /// <summary>What a blob of this year is stored with.</summary>
    public static Dictionary<string, string> Metadata(int? year) => year is { } known
        ? new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = known.ToString(CultureInfo.InvariantCulture) }
        : [];

    /// <summary>Whether a listed blob, <c>{tenant}/{account}/…</c>, is the year's.</summary>
    public static bool Covers(PurgeScope scope, BlobItem blob) => scope.Covers(blob.Name.Split('/')[1], Of(blob));

    private static int? Of(BlobItem blob) =>
        blob.Metadata.TryGetValue(Key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year
            : null;
}
