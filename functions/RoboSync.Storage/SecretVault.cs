using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage;

/// <summary>
/// Reads Key Vault, and writes what the console is given. Nothing is cached: a run reads three secrets, and a changed password must count
/// at once.
/// </summary>
internal sealed class SecretVault(SecretClient client) : ISecretVault, ISecretWriter
{
    // Key Vault's inner error codes of a secret that is there and may not be read as it is set.
    private static readonly string[] Unusable = ["SecretDisabled", "SecretNotYetValid", "SecretExpired"];

    public async Task<Secret> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await client.GetSecretAsync(name, cancellationToken: cancellationToken);
            return new Secret(secret.Value.Value, secret.Value.Properties.Version);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new SyncException(FailureCode.SecretMissing, $"The key vault has no secret {name}.");
        }
        catch (RequestFailedException refused)
            when (refused.Status == 403 && InnerCode(refused) is { } code && Unusable.Contains(code, StringComparer.Ordinal))
        {
            throw new SyncException(FailureCode.SecretDisabled, $"The key vault has secret {name} and does not hand it out: {code}.");
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            throw new SyncException(FailureCode.VaultUnreachable, $"The key vault did not answer for secret {name}.", failure);
        }
    }

    public async Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        try
        {
            // Again after a lost answer is one more version with the same value: harmless.
            await client.SetSecretAsync(name, value, cancellationToken);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            // The request holds the secret, and no part of it may reach a log.
            throw new SyncException(FailureCode.VaultUnreachable, $"The key vault did not take secret {name}: {Status(failure)}.");
        }
    }

    private static string Status(Exception failure) =>
        failure is RequestFailedException { Status: > 0 } refused ? $"status {refused.Status}" : failure.GetType().Name;

    // {"error":{"code":"Forbidden","message":"…","innererror":{"code":"SecretDisabled"}}}
    private static string? InnerCode(RequestFailedException refused)
    {
        try
        {
            using var answer = JsonDocument.Parse(refused.GetRawResponse()?.Content ?? BinaryData.FromString("{}"));
            return answer.RootElement.TryGetProperty("error", out var error)
                && error.TryGetProperty("innererror", out var inner)
                && inner.TryGetProperty("code", out var code)
                ? code.GetString()
                : null;
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
