using Microsoft.Extensions.Logging;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Scheduling;

/// <summary>Has a dry run (予行) of an account made, whose id is in the file's name.</summary>
public sealed partial class AskDryRun(ITenantStore tenants, StartDryRun start, ILogger<AskDryRun> logger) : IUploadWork
{
    /// <summary>How the file's name begins, behind the tenant's folder.</summary>
    public const string Path = "/dry-run-";

    string IUploadWork.Function => nameof(AskDryRun);

    async Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(blob.Owner, cancellationToken);
        if (tenant?.FindAccount(blob.Behind(Path)) is not { Enabled: true } account)
        {
            LogUnknown(blob.Owner);
            return;
        }

        var outcome = await start.RunAsync(tenant.TenantId, account, upload.Since, cancellationToken);
        LogAsked(tenant.TenantId, account.AccountId, outcome);
    }

    [LoggerMessage(1022, LogLevel.Information, "A dry run of {TenantId}/{AccountId} was asked for: {Outcome}.")]
    private partial void LogAsked(string tenantId, string accountId, DryRunStart outcome);

    [LoggerMessage(1023, LogLevel.Warning, "A dry run of {TenantId} was asked for an account that is not there or is paused.")]
    private partial void LogUnknown(string? tenantId);
}
