using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Candidates;

namespace RoboSync.Sync.Retention;

/// <summary>
/// Deletes, on demand and with a written proof, everything that is kept of the people of a tenant's graduation year. HRMOS and MIWS stay as they are. Refused while
/// an enabled account still reads that year: its next run would register everybody again.
/// </summary>
public sealed partial class PurgeYear(ITenantStore tenants, IRetentionStore store, TimeProvider clock, ILogger<PurgeYear> logger)
{
    private const string Medium = "miws";

    /// <summary>Purges a year.</summary>
    /// <param name="tenantId">The tenant; null where the blob lies where no tenant's are: Event Grid's filters are wider than the trigger's path.</param>
    /// <param name="graduationYear">The year, as the operator wrote it; what is no number is logged and left. Null likewise.</param>
    /// <param name="cancellationToken">Ends the work; doing it again goes on.</param>
    public async Task RunAsync(string? tenantId, string? graduationYear, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId) || !int.TryParse(graduationYear, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            LogNoYear(tenantId);
            return;
        }

        var started = clock.GetUtcNow();
        var tenant = await tenants.ReadAsync(tenantId, cancellationToken) is { } document ? TenantDocument.Parse(document) : null;
        var reader = tenant?.Accounts.FirstOrDefault(account => account.Enabled && account.DisplayYear == year);
        if (reader is not null)
        {
            LogRefused(tenantId, year, reader.AccountId);
            var why = $"媒体アカウント「{reader.AccountId}」がこの年度を連携中のため、削除していません。アカウントを停止または削除してから、もう一度実行してください。";
            await store.SaveProofAsync(tenantId, new PurgeProof(tenantId, year, started, clock.GetUtcNow(), null, why), cancellationToken);
            return;
        }

        var deleted = await store.PurgeAsync(new LinkScope(tenantId, Medium, year), cancellationToken);
        await store.SaveProofAsync(tenantId, new PurgeProof(tenantId, year, started, clock.GetUtcNow(), deleted, ""), cancellationToken);
        LogPurged(tenantId, year, deleted);
    }

    [LoggerMessage(1610, LogLevel.Information, "Purged year {Year} of {TenantId}: {Deleted}")]
    private partial void LogPurged(string tenantId, int year, PurgeCounts deleted);

    [LoggerMessage(1612, LogLevel.Warning, "A purge of {TenantId} was asked for without a tenant or a year.")]
    private partial void LogNoYear(string? tenantId);

    [LoggerMessage(1611, LogLevel.Warning, "Year {Year} of {TenantId} was not purged: account {AccountId} still reads it.")]
    private partial void LogRefused(string tenantId, int year, string accountId);
}
