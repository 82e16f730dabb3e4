using System.Text.Json;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Documents;

/// <summary>
/// Applies an uploaded tenant document: all of it, or nothing. Schedules new accounts, unschedules paused and removed ones, and wakes
/// accounts that wait for the customer: all of them where the document is the same again, and else those whose credentials, token or site
/// it changes. The links of a removed account stay, so that adding it again imports nobody twice. A file that was made before the console
/// changed something is refused: it would take that back.
/// </summary>
public sealed partial class ApplyTenantDocument(
    ITenantStore tenants,
    IDueSlotStore dueSlots,
    IAccountStateStore states,
    RegisteredMedia media,
    SiteConnections connections,
    TimeProvider clock,
    ILogger<ApplyTenantDocument> logger) : IUploadWork
{
    string IUploadWork.Function => nameof(ApplyTenantDocument);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, upload.Content, cancellationToken);

    /// <summary>Applies a document.</summary>
    /// <param name="tenantId">The tenant that the blob is named after; null where the blob is no document: Event Grid's filters are wider
    /// than the trigger's path.</param>
    /// <param name="content">The document, UTF-8.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string? tenantId, Stream content, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId))
        {
            LogMisplaced();
            return;
        }

        var (document, mistake) = await TenantDocument.ReadAsync(content, cancellationToken);
        await ApplyAsync(tenantId, document, mistake, isUpload: true, cancellationToken);
    }

    /// <summary>The same of a text: the one rule of both doors, the operator's file and the console.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="document">The document; null where what was sent is none.</param>
    /// <param name="mistake">Why it is none.</param>
    /// <param name="isUpload">Whether it is a whole file of somebody who may not have seen what the console has changed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What became of it.</returns>
    internal async Task<TenantDocumentResult> ApplyAsync(
        string tenantId, string? document, string? mistake, bool isUpload, CancellationToken cancellationToken)
    {
        var errors = document is null ? [mistake!] : await TenantDocument.ValidateAsync(document, tenantId);
        if (document is not null && errors.Count == 0)
        {
            errors = [.. NotServed(TenantDocument.Parse(document))];
        }

        IReadOnlyList<string> notes = [];
        var old = errors.Count == 0 ? await tenants.ReadAsync(tenantId, cancellationToken) : null;
        if (isUpload && errors.Count == 0 && old?.Tenant is { } current && TenantDocument.Parse(document!) is var upload
            && upload.Revision != current.Revision)
        {
            errors = [TenantDocumentTexts.ChangedMeanwhile(current.Revision, TenantEdits.Differences(current, upload))];
        }

        if (document is not null && errors.Count == 0)
        {
            // One that cannot be read is mended by this very upload: all is scheduled as if it were new, and dispatch drops what is not in
            // it.
            var before = old?.Tenant;
            var after = TenantDocument.Parse(document);
            var isSame = old?.SaysTheSameAs(document) ?? false;

            // The document last: a try that dies before finds the same difference again and schedules what is new.
            await ScheduleAsync(before, after, cancellationToken);
            await WakeAsync(before, after, isSame, cancellationToken);
            await tenants.SaveAsync(tenantId, document, cancellationToken);
            notes = [.. Notes(before, after)];
            LogApplied(tenantId, after.Accounts.Count);
        }
        else
        {
            LogRefused(tenantId, errors.Count);
        }

        var result = new TenantDocumentResult(errors.Count == 0, clock.GetUtcNow(), errors, notes);
        await tenants.SaveResultAsync(
            tenantId, JsonSerializer.Serialize(result, TenantJson.Default.TenantDocumentResult), cancellationToken);
        return result;
    }

    // What a valid document asks for and this deployment does not do.
    private IEnumerable<string> NotServed(Tenant tenant) => tenant.Accounts
        .Where(account => !media.Keys.Contains(account.Medium, StringComparer.Ordinal))
        .Select(account => TenantDocumentTexts.MediumUnknown(account.AccountId, account.Medium, media.Keys))
        .Concat(tenant.Accounts.Select(account => account.Site.BaseUrl).Append(tenant.Hrmos.BaseUrl).Distinct()
            .Where(site => !connections.IsPossible(site)).Select(TenantDocumentTexts.SiteNotAllowed));

    private IEnumerable<string> Notes(Tenant? before, Tenant after)
    {
        foreach (var account in after.Accounts.Where(account => account.Enabled && account.HasGraduated(clock.GetUtcNow())))
        {
            yield return TenantDocumentTexts.YearHasPassed(account.AccountId, account.DisplayYear);
        }

        foreach (var account in before?.Accounts.Where(account => after.FindAccount(account.AccountId) is null) ?? [])
        {
            yield return TenantDocumentTexts.AccountRemoved(account.AccountId);
        }
    }

    private async Task ScheduleAsync(Tenant? before, Tenant after, CancellationToken cancellationToken)
    {
        var slotsChanged = before is null || !before.Slots.SequenceEqual(after.Slots);
        foreach (var account in after.Accounts)
        {
            var wasScheduled = before?.FindAccount(account.AccountId) is { Enabled: true };

            // A slot that is due right now and not dispatched yet must survive an upload that changes something else.
            if (account.Enabled != wasScheduled || before is null)
            {
                var now = clock.GetUtcNow();
                await states.UpdateAsync(
                    new AccountKey(after.TenantId, account.AccountId),
                    state => account.Enabled
                        ? state with { ScheduledSince = now, PausedSince = null }
                        : state with { PausedSince = state.PausedSince ?? now },
                    cancellationToken);
            }

            if (account.Enabled && (slotsChanged || !wasScheduled))
            {
                var next = SlotSchedule.Next(after.Slots, clock.GetUtcNow());
                await dueSlots.SetNextAsync(new AccountKey(after.TenantId, account.AccountId), next, cancellationToken);
            }
        }

        var kept = after.Accounts.Where(account => account.Enabled).Select(account => account.AccountId).ToHashSet(StringComparer.Ordinal);
        foreach (var account in before?.Accounts ?? [])
        {
            if (!kept.Contains(account.AccountId))
            {
                await dueSlots.SetNextAsync(new AccountKey(after.TenantId, account.AccountId), null, cancellationToken);
            }
        }
    }

    // Who changes an address or a slot says nothing about a password that was refused: trying it again with every upload would lock the
    // account.
    private async Task WakeAsync(Tenant? before, Tenant after, bool isSame, CancellationToken cancellationToken)
    {
        foreach (var account in after.Accounts)
        {
            var credentialsChanged = before?.FindAccount(account.AccountId) is { } old
                && (old.CredentialsSecret != account.CredentialsSecret || old.Site.BaseUrl != account.Site.BaseUrl);
            var tokenChanged = before is not null
                && (before.Hrmos.TokenSecret != after.Hrmos.TokenSecret || before.Hrmos.BaseUrl != after.Hrmos.BaseUrl);
            if (isSame || credentialsChanged || tokenChanged)
            {
                await states.UpdateAsync(
                    new AccountKey(after.TenantId, account.AccountId),
                    state => state switch
                    {
                        { RestReason: null, RefusedCredentials: null, RefusedToken: null, LastTotal: 0 } => state,
                        _ when isSame => RestPolicy.Woken(state) with { LastTotal = 0 },
                        _ => state with
                        {
                            RestUntil = null,
                            RefusedCredentials = credentialsChanged ? null : state.RefusedCredentials,
                            RefusedToken = tokenChanged ? null : state.RefusedToken,
                        },
                    },
                    cancellationToken);
            }
        }
    }

    [LoggerMessage(1100, LogLevel.Information, "Tenant document of {TenantId} applied: {Accounts} accounts.")]
    private partial void LogApplied(string tenantId, int accounts);

    [LoggerMessage(
        1102, LogLevel.Warning, "A file was uploaded where no tenant document is named: documents are called {{tenantId}}.json.")]
    private partial void LogMisplaced();

    [LoggerMessage(1101, LogLevel.Warning, "Tenant document of {TenantId} refused: {Errors} mistakes; the one before stays in force.")]
    private partial void LogRefused(string tenantId, int errors);
}
