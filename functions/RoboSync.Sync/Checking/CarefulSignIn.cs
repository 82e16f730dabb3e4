using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Checking;

/// <summary>Signs in for somebody who asked, beside the runs: a password that was refused is not tried again, and would lock the account.
/// </summary>
public sealed class CarefulSignIn(IAccountStateStore states, ISecretVault secrets, RegisteredMedia media)
{
    /// <summary>Reads what an account signs in with, on both sides.</summary>
    /// <exception cref="SyncException">A secret is missing, or the vault is away.</exception>
    internal async Task<(Secret Login, Secret Token, Credentials Credentials)> ReadSecretsAsync(
        Tenant tenant, MediaAccount account, CancellationToken cancellationToken)
    {
        var login = await secrets.ReadAsync(account.CredentialsSecret, cancellationToken);
        var token = await secrets.ReadAsync(tenant.Hrmos.TokenSecret, cancellationToken);
        return (login, token, Credentials.Parse(login, account.CredentialsSecret));
    }

    /// <summary>Signs in. Whoever calls it holds the account's lease.</summary>
    /// <param name="account">The account.</param>
    /// <param name="key">Its tenant and id.</param>
    /// <param name="version">Version of the secret.</param>
    /// <param name="credentials">What is in it.</param>
    /// <param name="name">Under which pages that could not be understood are kept.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task<IMediumSession> RunAsync(
        MediaAccount account, AccountKey key, string version, Credentials credentials, string name, CancellationToken cancellationToken)
    {
        var state = await states.ReadAsync(key, cancellationToken);
        return state.RefusedCredentials is { } refused && RestPolicy.RefusalOf(state, version, "") == refused
            ? throw new SyncException(refused.Reason, "Refused before, and nothing newer is stored.")
            : await media.Of(account).SignInAsync(account, key, credentials, name, cancellationToken);
    }
}
