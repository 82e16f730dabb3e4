using System.Security.Cryptography;

namespace RoboSync.Storage;

/// <summary>
/// Names one write. A write whose answer is cut is repeated by the SDK, and the repetition is refused because of what the first one wrote:
/// the id on what is stored tells that from somebody else's write.
/// </summary>
internal static class WriteId
{
    /// <summary>Column of a row, and key of a blob's metadata.</summary>
    public const string Name = "WriteId";

    /// <summary>An id that no other write has: by nothing that a second writer of the same thing could come upon as well.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
