using System.Globalization;
using Azure.Storage.Blobs.Models;

namespace RoboSync.Storage.Blobs;

/// <summary>The graduation year of what a blob is about, beside the blob: a purge then finds its blobs by listing, without reading any.</summary>
internal static class RecordYear
{
    private const string Key = "graduationYear";

    /// <summary>What a blob of this year is stored with.</summary>
    public static Dictionary<string, string> Metadata(int? year) => year is { } known
        ? new Dictionary<string, string>(StringComparer.Ordinal) { [Key] = known.ToString(CultureInfo.InvariantCulture) }
        : [];

    /// <summary>The year that a listed blob names, or null.</summary>
    public static int? Of(BlobItem blob) => blob.Metadata.TryGetValue(Key, out var year) ? int.Parse(year, CultureInfo.InvariantCulture) : null;
}
