using System.Text;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// What an uploaded file is called: by the path of its blob <c>{tenantId}/inbox/{upload}</c>, and how its results are named after it.
/// </summary>
public static class UploadName
{
    // A blob's name has 1,024 characters: a tenant's id, "/results/" and an ending stand around.
    private const int Longest = 900;
    private const string Inbox = "/inbox/";

    /// <summary>
    /// The tenant and the upload that a path names; null where it lies in no tenant's inbox. What stands behind the first inbox is the
    /// upload's name.
    /// </summary>
    public static (string TenantId, string Upload)? Split(string path)
    {
        var at = path.IndexOf(Inbox, StringComparison.Ordinal);
        return at > 0 && Tenant.IsId(path[..at]) && at + Inbox.Length < path.Length ? (path[..at], path[(at + Inbox.Length)..]) : null;
    }

    /// <summary>The same of what the trigger's pattern took for the two, which takes as much as it can for the tenant.</summary>
    public static (string TenantId, string Upload)? Split(string? tenantId, string? upload) =>
        string.IsNullOrEmpty(tenantId) || string.IsNullOrEmpty(upload) ? null : Split($"{tenantId}{Inbox}{upload}");

    /// <summary>
    /// What the results of an upload are named after: its own name, or where no blob can have that one, what is left of it and a hash.
    /// Different uploads have different ones.
    /// </summary>
    public static string OfResults(string upload)
    {
        var name = new StringBuilder(upload.Length);
        for (var index = 0; index < upload.Length; index++)
        {
            var isPair = char.IsSurrogatePair(upload, index) || (index > 0 && char.IsSurrogatePair(upload, index - 1));
            name.Append(IsFolded(upload[index]) || (char.IsSurrogate(upload[index]) && !isPair) ? '_' : upload[index]);
        }

        // Segments that are blank or dots alone are no segments of an address.
        var kept = string.Join('/', name.ToString().Split('/').Select(segment => segment.Trim('.').Length == 0 ? "_" : segment));
        return string.Equals(kept, upload, StringComparison.Ordinal)
            ? ShortText.Key(upload, Longest)
            : ShortText.Hashed(kept, upload, Longest);
    }

    // What addresses take for something else, or drop.
    private static bool IsFolded(char character) => character == '\\' || char.IsControl(character) || character is >= '\uFFFE';
}
