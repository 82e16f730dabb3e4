using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Accounts;

/// <summary>
/// Stores what accounts sign in with where nobody reads it again but a run, and wakes those that waited for it: a password that was given
/// anew is tried, once.
/// </summary>
public sealed class SaveCredentials(ISecretWriter secrets, IAccountStateStore states)
{
    private const int HashLength = 12;

    /// <summary>The name of a new account's secret. Two tenants never have the same one, whatever their ids are.</summary>
    public static string NameFor(AccountKey account)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(account.ToString()));
        return string.Create(
            CultureInfo.InvariantCulture, $"{account.TenantId}-{account.AccountId}-{Convert.ToHexStringLower(hash)[..HashLength]}");
    }

    /// <summary>Stores what an account signs in with.</summary>
    /// <param name="account">The account.</param>
    /// <param name="secret">Name of its secret.</param>
    /// <param name="values">By the names that the medium declares.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task OfAccountAsync(
        AccountKey account, string secret, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = value;
        }

        await secrets.WriteAsync(secret, json.ToJsonString(), cancellationToken);
        await WakeAsync(account, cancellationToken);
    }

    /// <summary>Stores the token of a tenant's HRMOS.</summary>
    public async Task OfHrmosAsync(Tenant tenant, string token, CancellationToken cancellationToken)
    {
        await secrets.WriteAsync(tenant.Hrmos.TokenSecret, token, cancellationToken);
        foreach (var account in tenant.Accounts)
        {
            await WakeAsync(new AccountKey(tenant.TenantId, account.AccountId), cancellationToken);
        }
    }

    /// <summary>The name of the secret that holds a tenant's webhook. No other secret of any tenant ends like it.</summary>
    public static string WebhookNameFor(string tenantId) => $"{tenantId}-webhook";

    /// <summary>Stores where a tenant's webhook is.</summary>
    public Task OfWebhookAsync(WebhookSettings webhook, Uri address, CancellationToken cancellationToken) =>
        secrets.WriteAsync(webhook.UrlSecret, address.AbsoluteUri, cancellationToken);

    // What was refused before keeps its version: the new one is not it.
    private async Task WakeAsync(AccountKey account, CancellationToken cancellationToken) => await states.UpdateAsync(
        account, state => state.RestUntil is null ? state : state with { RestUntil = null }, cancellationToken);
}
