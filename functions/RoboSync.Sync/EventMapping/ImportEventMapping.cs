using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Takes an uploaded イベント名対応表 (help page, Step 3): all of it as a new version, or none of it. It counts from the next run on. Every upload
/// gets a result of its own and a mail.
/// </summary>
public sealed partial class ImportEventMapping(
    ITenantStore tenants,
    IEventMappingStore mappings,
    IMappingSheetStore sheets,
    MappingSheet sheet,
    ISecretVault secrets,
    IAts ats,
    IWorkQueues queues,
    OperatorAlarms alarms,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ImportEventMapping> logger) : IUploadWork
{
    string IUploadWork.Function => nameof(ImportEventMapping);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, blob.Behind("/inbox/"), upload.Content, cancellationToken);

    /// <summary>Imports an upload.</summary>
    /// <param name="tenantId">The tenant; null where the file lies where no tenant's are: Event Grid's filters are wider than the trigger's
    /// path.</param>
    /// <param name="upload">Name of the uploaded file; null likewise.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    public async Task RunAsync(string? tenantId, string? upload, Stream content, CancellationToken cancellationToken)
    {
        if (UploadName.Split(tenantId, upload) is not var (tenant, name))
        {
            LogMisplaced();
            return;
        }

        if (await mappings.FindUploadAsync(tenant, name, cancellationToken) is not { } file)
        {
            // Deleted since: nobody waits for an answer.
            return;
        }

        var outcome = new MappingOutcome { Upload = name, UploadedAt = file.UploadedAt };
        outcome = await tenants.FindAsync(tenant, cancellationToken) is not { } known
            ? Refused(outcome, MappingTexts.TenantMissing)
            : RestoredVersion(name) is { } version
                ? await RestoreAsync(tenant, version, outcome, cancellationToken)
                : file.Bytes > options.Value.MappingMaxBytes
                    ? Refused(outcome, MappingTexts.TooLarge(options.Value.MappingMaxBytes))
                    : await ImportAsync(known, content, outcome, cancellationToken);
        await TellAsync(tenant, outcome, cancellationToken);
        if (outcome.Accepted)
        {
            await sheet.RefreshAsync(tenant, cancellationToken);
        }
    }

    /// <summary>Tells of an upload that could not be processed in all its tries: the host put it on its poison queue.</summary>
    public async Task GiveUpAsync(string tenantId, string upload, CancellationToken cancellationToken)
    {
        await alarms.RaiseAsync(AlarmTable.PoisonedMapping, [tenantId], once: tenantId, cancellationToken);
        var uploadedAt = (await mappings.FindUploadAsync(tenantId, upload, cancellationToken))?.UploadedAt ?? clock.GetUtcNow();
        await TellAsync(
            tenantId, Refused(new MappingOutcome { Upload = upload, UploadedAt = uploadedAt }, MappingTexts.Defect), cancellationToken);
    }

    /// <summary>Applies what the console has shown before, by the same checks: a version, an outcome and a mail of its own.</summary>
    /// <returns>What became of it; null where another version than the seen one is current, and nothing was done.</returns>
    internal async Task<MappingOutcome?> ApplyAsync(
        Tenant tenant, string upload, Stream content, int seen, CancellationToken cancellationToken)
    {
        var (outcome, map) = await CheckAsync(
            tenant, content, new MappingOutcome { Upload = upload, UploadedAt = clock.GetUtcNow() }, keepsErrors: true, cancellationToken);
        if (map is not null)
        {
            var current = await mappings.ReadCurrentAsync(tenant.TenantId, cancellationToken);
            var now = await mappings.ReadTimeAsync(cancellationToken);
            if (await mappings.ReplaceAsync(tenant.TenantId, map, seen, now, cancellationToken) is not { } version)
            {
                return null;
            }

            outcome = outcome with { Accepted = true, Version = version, Changes = MappingChanges.Between(current.EventBySeminar, map) };
        }

        await TellAsync(tenant.TenantId, outcome, cancellationToken);
        if (outcome.Accepted)
        {
            await sheet.RefreshAsync(tenant.TenantId, cancellationToken);
        }

        return outcome;
    }

    private async Task<MappingOutcome> ImportAsync(
        Tenant tenant, Stream content, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        var (read, map) = await CheckAsync(tenant, content, outcome, keepsErrors: true, cancellationToken);
        return map is null ? read : await SaveAsync(tenant.TenantId, map, read, cancellationToken);
    }

    /// <summary>Reads and checks a file, and stores nothing of it.</summary>
    /// <returns>What was found, and the mapping; null where it is refused.</returns>
    internal async Task<(MappingOutcome Outcome, IReadOnlyDictionary<string, string>? Map)> CheckAsync(
        Tenant tenant, Stream content, MappingOutcome outcome, bool keepsErrors, CancellationToken cancellationToken)
    {
        // Looked at again: another file may have taken the upload's place since.
        await using var stream = await SeekableUpload.OpenAsync(content, options.Value.MappingMaxBytes, cancellationToken);
        if (stream is null)
        {
            return (Refused(outcome, MappingTexts.TooLarge(options.Value.MappingMaxBytes)), null);
        }

        var (file, refusal) = await MappingFile.OpenAsync(stream, options.Value.MappingMaxBytes, cancellationToken);
        if (file is null)
        {
            return (Refused(outcome, refusal!), null);
        }

        var events = await EventsAsync(tenant, cancellationToken);
        var known = await sheets.ReadKnownAsync(tenant.TenantId, cancellationToken);
        var checks = new MappingChecks(
            events, known.Seminars.Select(seminar => seminar.SeminarNumber).ToHashSet(StringComparer.Ordinal), options.Value.MappingMaxRows)
        {
            Remembered = [.. known.Events.Select(item => item.EventId)],
            MostColumns = options.Value.MappingMaxColumns,
            LongestCell = options.Value.MappingMaxCellLength,
        };
        var reader = await file.ReadAsync(checks, onRow: null);
        outcome = outcome with
        {
            Encoding = file.EncodingName,
            Delimiter = file.DelimiterName,
            Rows = reader.Rows,
            RowsWithoutSeminar = reader.RowsWithoutSeminar,
            EventsChecked = events is not null,
            ProblemCount = reader.ProblemCount,
            Problems = reader.Problems,
            WarningCount = reader.WarningCount,
            Warnings = reader.Warnings,
        };
        if (reader.ProblemCount == 0)
        {
            return (outcome, reader.Map);
        }

        if (keepsErrors)
        {
            var name = $"{UploadName.OfResults(outcome.Upload)}-errors.csv";
            await WriteErrorsAsync(tenant.TenantId, name, file, checks, cancellationToken);
            outcome = outcome with { ErrorsFile = name };
        }

        return (outcome, null);
    }

    private async Task<MappingOutcome> RestoreAsync(
        string tenantId, int version, MappingOutcome outcome, CancellationToken cancellationToken) =>
        await mappings.FindAsync(tenantId, version, cancellationToken) is { Version: > 0 } old
            ? await SaveAsync(
                tenantId, old.EventBySeminar, outcome with { Rows = old.EventBySeminar.Count, EventsChecked = true }, cancellationToken)
            : Refused(outcome, MappingTexts.VersionMissing(version));

    private async Task<MappingOutcome> SaveAsync(
        string tenantId, IReadOnlyDictionary<string, string> map, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        // Stored also where it changes nothing: an older upload that is worked off later then knows that it comes too late.
        var current = await mappings.ReadCurrentAsync(tenantId, cancellationToken);
        return await mappings.SaveAsync(tenantId, map, outcome.UploadedAt, cancellationToken) is { } version
            ? outcome with { Accepted = true, Version = version, Changes = MappingChanges.Between(current.EventBySeminar, map) }
            : outcome with { Version = (await mappings.ReadCurrentAsync(tenantId, cancellationToken)).Version };
    }

    // Null where HRMOS cannot be asked: the next run sees which events are missing, and says so in its mail.
    private async Task<IReadOnlySet<string>?> EventsAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        try
        {
            var token = await secrets.ReadAsync(tenant.Hrmos.TokenSecret, cancellationToken);
            var events = await ats.Open(tenant.Hrmos, token).ListEventsAsync(cancellationToken);
            await sheets.SaveEventsAsync(tenant.TenantId, events, cancellationToken);
            return events.Select(item => item.EventId).ToHashSet(StringComparer.Ordinal);
        }
        catch (SyncException failure)
        {
            LogNotChecked(tenant.TenantId, failure.Code);
            return null;
        }
    }

    private async Task WriteErrorsAsync(
        string tenantId, string name, MappingFile file, MappingChecks checks, CancellationToken cancellationToken)
    {
        await using var result = await mappings.OpenResultAsync(tenantId, name, cancellationToken);
        await using var csv = new SpreadsheetCsv(result);
        await file.ReadAsync(
            checks,
            (fields, isHeader, problems, warnings) => csv.WriteAsync(fields.Append(isHeader ? "エラー" : Remarks(problems, warnings))));
    }

    private static string Remarks(IReadOnlyList<MappingProblem> problems, IReadOnlyList<MappingProblem> warnings) => string.Join(
        '\n', problems.Select(problem => problem.Reason + problem.Remedy).Concat(warnings.Select(warning => $"（注意）{warning.Reason}")));

    private async Task TellAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        await mappings.SaveOutcomeAsync(tenantId, outcome, cancellationToken);
        LogImported(tenantId, outcome.Rows, outcome.Version, outcome.ProblemCount, outcome.WarningCount);
        await queues.EnqueueNotificationAsync(
            NotificationMessage.ForMapping(tenantId, outcome.Upload, outcome.UploadedAt), TimeSpan.Zero, cancellationToken);
    }

    private static MappingOutcome Refused(MappingOutcome outcome, MappingProblem problem) =>
        outcome with { ProblemCount = 1, Problems = [problem] };

    // A file of this name asks for an older version; what is in it does not matter.
    private static int? RestoredVersion(string upload) =>
        Restore().Match(upload) is { Success: true } match
            && int.TryParse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    [GeneratedRegex(
        @"^(?:元に戻す|restore)[-_ 　]?(?<version>[0-9]+)(?:\.|\z)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Restore();

    [LoggerMessage(
        1500,
        LogLevel.Information,
        "Event mapping of {TenantId}: {Rows} rows, version {Version}, {Problems} problems, {Warnings} warnings.")]
    private partial void LogImported(string tenantId, int rows, int version, int problems, int warnings);

    [LoggerMessage(
        1502,
        LogLevel.Warning,
        "A file was uploaded to an inbox that is no tenant's: nobody is told of it. Uploads belong to {{tenantId}}/inbox/.")]
    private partial void LogMisplaced();

    [LoggerMessage(1501, LogLevel.Warning, "The events of an uploaded mapping of {TenantId} were not checked: {Code}.")]
    private partial void LogNotChecked(string tenantId, FailureCode code);
}
