using System.Security.Cryptography;
using System.Text;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>
/// Codes for when the authenticator app is lost: each counts once. Only hashes are stored; they are long enough for a plain one.
/// </summary>
internal static class SecondFactorCodes
{
    private const int Count = 10;
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>Makes new ones.</summary>
    /// <returns>The codes to show, and the hashes to store.</returns>
    public static (IReadOnlyList<string> Codes, IReadOnlyList<string> Hashes) New()
    {
        var codes = Enumerable.Range(0, Count)
            .Select(_ => $"{RandomNumberGenerator.GetString(Letters, 6)}-{RandomNumberGenerator.GetString(Letters, 6)}").ToList();
        return (codes, codes.ConvertAll(Hash));
    }

    /// <summary>What somebody typed, without blanks and in narrow characters.</summary>
    public static string Clean(string? text) =>
        string.Concat((text ?? "").Normalize(NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character)));

    /// <summary>The hashes without that of a code; null where it is none of them.</summary>
    public static IReadOnlyList<string>? Without(ConsoleUser user, string code)
    {
        var hash = Hash(code);
        return user.RecoveryCodes.Contains(hash, StringComparer.Ordinal) ? [.. user.RecoveryCodes.Where(other => other != hash)] : null;
    }

    private static string Hash(string code) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())));
}
