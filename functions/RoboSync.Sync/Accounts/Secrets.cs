namespace RoboSync.Sync.Accounts;

/// <summary>A secret and the version it was read at, by which a changed password is recognised.</summary>
public sealed record Secret(string Value, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"Secret {{ {Version} }}";
}

/// <summary>Reads secrets by name; tables and documents hold names only.</summary>
public interface ISecretVault
{
    /// <summary>The newest version of the secret.</summary>
    /// <exception cref="Runs.SyncException">
    /// <see cref="Runs.FailureCode.SecretMissing"/> where there is none, <see cref="Runs.FailureCode.VaultUnreachable"/> where the vault did not answer.
    /// </exception>
    Task<Secret> ReadAsync(string name, CancellationToken cancellationToken);
}
