using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Tenants;

/// <summary>Keeps the tenant documents that were found valid.</summary>
public interface ITenantStore
{
    /// <summary>What is stored of the tenant, or null where there is none or no tenant is named. For whoever needs the tenant itself there
    /// is
    /// <see cref="TenantStores.FindAsync"/>.</summary>
    Task<StoredTenant?> ReadAsync(string? tenantId, CancellationToken cancellationToken);

    /// <summary>What is stored of every tenant. One that cannot be read is among them, and ends nothing for those after it.</summary>
    IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the tenant's document.</summary>
    Task SaveAsync(string tenantId, string document, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the outcome of applying a document where the operator finds it (blob <c>tenant-results/{tenantId}.json</c>).
    /// </summary>
    Task SaveResultAsync(string tenantId, string resultJson, CancellationToken cancellationToken);

    /// <summary>Replaces the overview of all accounts (blob <c>tenant-results/overview.csv</c>).</summary>
    Task SaveOverviewAsync(byte[] csv, CancellationToken cancellationToken);
}

/// <summary>What every tenant store offers.</summary>
public static class TenantStores
{
    /// <summary>The tenant, or null where there is none or no tenant is named.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it is stored, and nobody can read it.</exception>
    public static async Task<Tenant?> FindAsync(this ITenantStore tenants, string? tenantId, CancellationToken cancellationToken) =>
        (await tenants.ReadAsync(tenantId, cancellationToken))?.Readable();
}
