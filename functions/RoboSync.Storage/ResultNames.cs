using System.Globalization;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage;

/// <summary>
/// Names of the blobs in <see cref="StorageNames.TenantResultsContainer"/>: <c>acme.json</c>, <c>acme-check.json</c>,
/// <c>acme-purge-2027…</c>. A document may be uploaded under any name: one that is no tenant's id, or that reads like another tenant's
/// result, shows a hash behind it, so that no result is ever written over another's.
/// </summary>
internal static class ResultNames
{
    private const int Longest = 100;

    /// <summary>What became of a document.</summary>
    public static string Document(string tenantId) => $"{Stem(tenantId)}.json";

    /// <summary>The last connection check.</summary>
    public static string Check(string tenantId) => $"{Stem(tenantId)}-check.json";

    /// <summary>Begins the names of the proofs of a purge.</summary>
    public static string Purge(string tenantId, int graduationYear) =>
        string.Create(CultureInfo.InvariantCulture, $"{Stem(tenantId)}-purge-{graduationYear}");

    private static string Stem(string tenantId) =>
        Tenant.IsId(tenantId) && !tenantId.EndsWith("-check", StringComparison.Ordinal)
            && !tenantId.Contains("-purge-", StringComparison.Ordinal)
            ? tenantId
            : ShortText.Hashed(new string([.. tenantId.Select(character => IsPlain(character) ? character : '_')]), tenantId, Longest);

    // A file system or an address may take other characters for something else, capital letters among them.
    private static bool IsPlain(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}
