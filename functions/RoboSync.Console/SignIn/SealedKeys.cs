using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.SignIn;

/// <summary>
/// Encrypts what has to be stored and may not be read there, with a key that only the vault holds (<see cref="ConsoleOptions.KeySecret"/>):
/// AES-256-GCM, each purpose with a key of its own and bound to whose it is. The secret is read once and never changes.
/// </summary>
internal sealed class SealedKeys(ISecretVault vault, IOptions<ConsoleOptions> options)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int LeastKeyBytes = 32;

    private byte[]? secret;

    /// <summary>Encrypts a text.</summary>
    /// <param name="owner">Whose it is: it opens for them only.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    public async Task<string> SealAsync(string owner, string text, CancellationToken cancellationToken)
    {
        using var aes = new AesGcm(await KeyAsync(owner, cancellationToken), TagSize);
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize));
        return Convert.ToBase64String(box);
    }

    /// <summary>Decrypts it.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it is not what was sealed, or the secret is another
    /// one.</exception>
    public async Task<string> OpenAsync(string owner, string sealedText, CancellationToken cancellationToken)
    {
        using var aes = new AesGcm(await KeyAsync(owner, cancellationToken), TagSize);
        try
        {
            var box = Convert.FromBase64String(sealedText);
            var plain = new byte[box.Length - NonceSize - TagSize];
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception unreadable)
            when (unreadable is FormatException or CryptographicException or OverflowException or ArgumentException)
        {
            throw new SyncException(
                FailureCode.StoredUnreadable, $"What is sealed for {owner} does not open with secret {options.Value.KeySecret}.");
        }
    }

    /// <summary>Bytes that nobody can tell who does not know the secret, the same for the same purpose.</summary>
    public async Task<byte[]> DeriveAsync(string purpose, int length, CancellationToken cancellationToken)
    {
        secret ??= await ReadAsync(cancellationToken);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes($"RoboSync.Console/{purpose}"));
    }

    private Task<byte[]> KeyAsync(string owner, CancellationToken cancellationToken) =>
        DeriveAsync($"sealed/{owner}", 32, cancellationToken);

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var name = options.Value.KeySecret;
        var value = (await vault.ReadAsync(name, cancellationToken)).Value;
        var key = new byte[value.Length];
        return Convert.TryFromBase64String(value, key, out var length) && length >= LeastKeyBytes
            ? key[..length]
            : throw new SyncException(FailureCode.SecretMissing, $"Secret {name} does not hold 32 bytes or more as Base64.");
    }
}
