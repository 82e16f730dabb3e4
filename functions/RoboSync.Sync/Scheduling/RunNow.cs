using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Makes a tenant's enabled accounts due at once; the next dispatch starts them as one slot, and their ordinary slots follow. A rest in
/// passing is over; what was refused is not tried again.
/// </summary>
public sealed partial class RunNow(ITenantStore tenants, IDueSlotStore dueSlots, IAccountStateStore states, ILogger<RunNow> logger)
    : IUploadWork
{
    string IUploadWork.Function => nameof(RunNow);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, upload.Since, cancellationToken);

    /// <summary>Makes them due.</summary>
    /// <param name="tenantId">The tenant; null where the blob lies where no tenant's are: Event Grid's filters are wider than the trigger's
    /// path.</param>
    /// <param name="askedAt">When it was asked for: doing it again names the same slot.</param>
    /// <param name="cancellationToken">Ends the work; doing it again goes on.</param>
    public async Task RunAsync(string? tenantId, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not { } tenant)
        {
            LogUnknown(tenantId);
            return;
        }

        // To the second, as slots are named by: a minute's dispatches cannot make two of it.
        var slot = DateTimeOffset.FromUnixTimeSeconds(askedAt.ToUnixTimeSeconds());
        foreach (var account in tenant.Accounts.Where(account => account.Enabled))
        {
            var key = new AccountKey(tenant.TenantId, account.AccountId);
            await states.UpdateAsync(key, state => state.RestUntil is null ? state : state with { RestUntil = null }, cancellationToken);
            await dueSlots.SetNextAsync(key, slot, cancellationToken);
        }

        LogDue(tenant.TenantId);
    }

    [LoggerMessage(1020, LogLevel.Information, "The accounts of {TenantId} are due at once, as an operator asked.")]
    private partial void LogDue(string tenantId);

    [LoggerMessage(1021, LogLevel.Warning, "There is no tenant {TenantId} to run.")]
    private partial void LogUnknown(string? tenantId);
}
