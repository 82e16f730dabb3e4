namespace RoboSync.Sync.Tenants;

/// <summary>Keeps the tenant documents that were found valid.</summary>
public interface ITenantStore
{
    /// <summary>The tenant's document as JSON text, or null where there is none or no tenant is named.</summary>
    Task<string?> ReadAsync(string? tenantId, CancellationToken cancellationToken);

    /// <summary>The ids of all tenants.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the tenant's document.</summary>
    Task SaveAsync(string tenantId, string document, CancellationToken cancellationToken);

    /// <summary>Writes the outcome of applying a document where the operator finds it (blob <c>tenant-results/{tenantId}.json</c>).</summary>
    Task SaveResultAsync(string tenantId, string resultJson, CancellationToken cancellationToken);

    /// <summary>Replaces the overview of all accounts (blob <c>tenant-results/overview.csv</c>).</summary>
    Task SaveOverviewAsync(byte[] csv, CancellationToken cancellationToken);
}
