using System.Text;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Scheduling;

/// <summary>
/// Has a dry run (予行) of an account made, whose id is in the file's name; whom it is about may stand in it (<see cref="PlanScope"/>).
/// </summary>
public sealed partial class AskDryRun(ITenantStore tenants, StartDryRun start, ILogger<AskDryRun> logger) : IUploadWork
{
    /// <summary>How the file's name begins, behind the tenant's folder.</summary>
    public const string Path = "/dry-run-";

    private const int LongestScope = 100;

    string IUploadWork.Function => nameof(AskDryRun);

    async Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(blob.Owner, cancellationToken);
        if (tenant?.FindAccount(blob.Behind(Path)) is not { Enabled: true } account)
        {
            LogUnknown(blob.Owner);
            return;
        }

        var bytes = new byte[LongestScope];
        var length = await upload.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (PlanScope.Parse(Encoding.UTF8.GetString(bytes, 0, length)) is not { } scope)
        {
            LogNoDay(tenant.TenantId, account.AccountId);
            return;
        }

        var outcome = await start.RunAsync(tenant, account, scope, upload.Since, cancellationToken);
        LogAsked(tenant.TenantId, account.AccountId, outcome);
    }

    [LoggerMessage(1022, LogLevel.Information, "A dry run of {TenantId}/{AccountId} was asked for: {Outcome}.")]
    private partial void LogAsked(string tenantId, string accountId, DryRunStart outcome);

    [LoggerMessage(
        1027, LogLevel.Warning, "A dry run of {TenantId}/{AccountId} was asked for since a day that is none (since 2026-04-01).")]
    private partial void LogNoDay(string tenantId, string accountId);

    [LoggerMessage(1023, LogLevel.Warning, "A dry run of {TenantId} was asked for an account that is not there or is paused.")]
    private partial void LogUnknown(string? tenantId);
}
