using System.Text.Json;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Tenants;

/// <summary>What signs in to a medium. Never logged: the text form shows nothing.</summary>
/// <param name="LoginId">ID of the account on the medium.</param>
/// <param name="Password">Its password.</param>
public sealed record Credentials(string LoginId, string Password)
{
    /// <summary>Reads the secret that holds them as JSON.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="name">Its name, for the error.</param>
    /// <exception cref="SyncException"><see cref="FailureCode.SecretMissing"/> where it does not hold both.</exception>
    public static Credentials Parse(Secret secret, string name)
    {
        try
        {
            if (JsonSerializer.Deserialize(
                secret.Value, TenantJson.Default.Credentials) is { LoginId.Length: > 0, Password.Length: > 0 } credentials)
            {
                return credentials;
            }
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException or InvalidOperationException)
        {
            // The parser's message may quote the secret: it is not passed on. Halves of characters are no JSON error to it.
        }

        throw new SyncException(FailureCode.SecretMissing, $"Secret {name} does not hold loginId and password as JSON.");
    }

    /// <inheritdoc/>
    public override string ToString() => "Credentials { *** }";
}
