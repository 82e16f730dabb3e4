using System.Globalization;

namespace RoboSync.Storage.Blobs;

/// <summary>When a blob was uploaded.</summary>
internal static class UploadTime
{
    /// <summary>
    /// The time by its version, which is named by the time that it was made at, in parts of a second (learn.microsoft.com, "Blob
    /// versioning"): of two uploads in one second the later one is known. Without versions, as on Azurite, the last change, to the second.
    /// </summary>
    public static DateTimeOffset Of(string? versionId, DateTimeOffset lastModified) =>
        DateTimeOffset.TryParse(versionId, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && (time - lastModified).Duration() <= TimeSpan.FromMinutes(1)
            ? time.ToUniversalTime()
            : lastModified;
}
