using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Month;

/// <summary>Another medium beside MIWS: all that it takes is to be registered.</summary>
internal sealed class SecondMedium(SimulatedSites sites) : IMedium
{
    public const string MediumKey = "second";

    /// <summary>Accounts that were signed in to here.</summary>
    public HashSet<AccountKey> SignedIn { get; } = [];

    public string Key => MediumKey;

    public IReadOnlySet<string> ImportedFlows => sites.ImportedFlows;

    public Task ReachAsync(MediaAccount account, AccountKey key, CancellationToken cancellationToken) =>
        sites.ReachAsync(account, key, cancellationToken);

    public Task<IMediumSession> SignInAsync(
        MediaAccount account, AccountKey key, Credentials credentials, string runId, CancellationToken cancellationToken)
    {
        SignedIn.Add(key);
        return sites.SignInAsync(account, key, credentials, runId, cancellationToken);
    }
}
