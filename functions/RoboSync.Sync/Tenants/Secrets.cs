using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Tenants;

/// <summary>A secret and the version it was read at, by which a changed password is recognised.</summary>
public sealed record Secret(string Value, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"Secret {{ {Version} }}";
}

/// <summary>Stores secrets: what the console is given is nowhere else.</summary>
public interface ISecretWriter
{
    /// <summary>Stores a new version of the secret, which counts at once.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.VaultUnreachable"/> where the vault did not take it.</exception>
    Task WriteAsync(string name, string value, CancellationToken cancellationToken);
}

/// <summary>Reads secrets by name; tables and documents hold names only.</summary>
public interface ISecretVault
{
    /// <summary>The newest version of the secret.</summary>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.SecretMissing"/> where there is none, <see cref="FailureCode.SecretDisabled"/> where the vault does not hand
    /// it out as it is set, <see cref="FailureCode.VaultUnreachable"/> where the vault did not answer.
    /// </exception>
    Task<Secret> ReadAsync(string name, CancellationToken cancellationToken);
}
