using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Retention;

/// <summary>
/// Deletes, on demand and with a written proof, everything that is kept of the people of a tenant's graduation year. HRMOS and MIWS stay as
/// they are. Refused while an enabled account still reads that year, since its next run would register everybody again, and while a run
/// that was begun before still works.
/// </summary>
public sealed partial class PurgeYear(
    ITenantStore tenants,
    RegisteredMedia media,
    IRetentionStore store,
    IPurgeProofs proofs,
    IUnfinishedRuns runs,
    IAccountLeases leases,
    MappingSheet sheet,
    OperatorAlarms alarms,
    TimeProvider clock,
    ILogger<PurgeYear> logger) : IUploadWork
{
    string IUploadWork.Function => nameof(PurgeYear);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, blob.Behind("/purge-"), upload.Since, cancellationToken);

    /// <summary>Purges a year.</summary>
    /// <param name="tenantId">The tenant; null where the blob lies where no tenant's are: Event Grid's filters are wider than the trigger's
    /// path.</param>
    /// <param name="graduationYear">The year, as the operator wrote it; what is no number is logged and left. Null likewise.</param>
    /// <param name="askedAt">When it was asked for: it names the proof.</param>
    /// <param name="cancellationToken">Ends the work; doing it again goes on.</param>
    public async Task RunAsync(string? tenantId, string? graduationYear, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId) || !int.TryParse(graduationYear, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            LogNoYear(tenantId);
            return;
        }

        var stored = await tenants.ReadAsync(tenantId, cancellationToken);
        if (stored is { Tenant: null } unreadable)
        {
            // Which accounts still read the year is what it would say.
            await alarms.RaiseAsync(AlarmTable.StoredUnreadable, [tenantId, unreadable.Unreadable], once: tenantId, cancellationToken);
            await proofs.AddAsync(
                new PurgeProof(tenantId, year, askedAt, clock.GetUtcNow(), null, null, PurgeTexts.Unreadable), cancellationToken);
            return;
        }

        var accounts = stored?.Tenant?.Accounts ?? [];
        var scope = new PurgeScope(
            tenantId,
            year,
            [.. media.Keys.Union(accounts.Select(account => account.Medium), StringComparer.Ordinal)],
            accounts.ToDictionary(account => account.AccountId, account => account.DisplayYear, StringComparer.Ordinal));
        if (await WhyNotAsync(accounts, scope, cancellationToken) is { } why)
        {
            await proofs.AddAsync(new PurgeProof(tenantId, year, askedAt, clock.GetUtcNow(), null, null, why), cancellationToken);
            return;
        }

        // Counted and written down before the first deletion: a purge that dies is delivered again, finds less, and still has to prove all
        // of it.
        var begun = await proofs.FindBegunAsync(tenantId, year, cancellationToken)
            ?? await proofs.AddAsync(
                new PurgeProof(tenantId, year, askedAt, null, await store.CountAsync(scope, cancellationToken), null, ""),
                cancellationToken);
        var deleted = await store.PurgeAsync(scope, cancellationToken);
        deleted = WithFormerTries(begun.Proof.Found, deleted);
        if (deleted.GetValueOrDefault(PurgeKinds.SeminarLists) > 0)
        {
            await sheet.RefreshAsync(tenantId, cancellationToken);
        }

        await proofs.FinishAsync(begun, begun.Proof with { FinishedAt = clock.GetUtcNow(), Deleted = deleted }, cancellationToken);
        LogPurged(
            tenantId,
            year,
            string.Join(", ", deleted.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {kind.Key}"))));
    }

    // What was found before the first try, of which earlier tries may have deleted some, or what was written since.
    private static Dictionary<string, int> WithFormerTries(
        IReadOnlyDictionary<string, int>? found, IReadOnlyDictionary<string, int> deleted) =>
        deleted.ToDictionary(
            kind => kind.Key, kind => Math.Max(kind.Value, found?.GetValueOrDefault(kind.Key) ?? 0), StringComparer.Ordinal);

    private async Task<string?> WhyNotAsync(IReadOnlyList<MediaAccount> accounts, PurgeScope scope, CancellationToken cancellationToken)
    {
        var (tenantId, year) = (scope.TenantId, scope.GraduationYear);
        if (accounts.FirstOrDefault(account => account.Enabled && account.DisplayYear == year) is { } reader)
        {
            LogRefused(tenantId, year, reader.AccountId);
            return PurgeTexts.StillRead(reader.AccountId);
        }

        // A run that nobody holds the lease of has died or waits in the queue, where it will find its account paused.
        foreach (var account in await runs.ListUnfinishedAsync(scope, cancellationToken))
        {
            await using var lease = await leases.TryAcquireAsync(account, cancellationToken);
            if (lease is null)
            {
                LogRefused(tenantId, year, account.AccountId);
                return PurgeTexts.StillWorking(account.AccountId);
            }
        }

        return null;
    }

    [LoggerMessage(1610, LogLevel.Information, "Purged year {Year} of {TenantId}: {Deleted}")]
    private partial void LogPurged(string tenantId, int year, string deleted);

    [LoggerMessage(1612, LogLevel.Warning, "A purge of {TenantId} was asked for without a tenant or a year.")]
    private partial void LogNoYear(string? tenantId);

    [LoggerMessage(1611, LogLevel.Warning, "Year {Year} of {TenantId} was not purged: account {AccountId} still reads it, or is at work.")]
    private partial void LogRefused(string tenantId, int year, string accountId);
}
