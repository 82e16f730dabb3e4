using Azure;
using Azure.Security.KeyVault.Secrets;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage;

/// <summary>Reads Key Vault. Nothing is cached: a run reads three secrets, and a changed password must count at once.</summary>
internal sealed class SecretVault(SecretClient client) : ISecretVault
{
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
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or Azure.Identity.AuthenticationFailedException)
        {
            throw new SyncException(FailureCode.VaultUnreachable, $"The key vault did not answer for secret {name}.", failure);
        }
    }
}
