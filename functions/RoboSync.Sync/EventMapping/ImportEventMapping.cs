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

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Takes an uploaded イベント名対応表 (help page, Step 3): all of it as a new version, or none of it. It counts from the next run on. Every upload gets a result
/// of its own and a mail.
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
    ILogger<ImportEventMapping> logger)
{
    /// <summary>Imports an upload.</summary>
    /// <param name="tenantId">The tenant; null where the file lies where no tenant's are: Event Grid's filters are wider than the trigger's path.</param>
    /// <param name="upload">Name of the uploaded file; null likewise.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    public async Task RunAsync(string? tenantId, string? upload, Stream content, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId) || string.IsNullOrEmpty(upload))
        {
            LogMisplaced();
            return;
        }

        if (await mappings.UploadedAtAsync(tenantId, upload, cancellationToken) is not { } uploadedAt)
        {
            // Deleted since: nobody waits for an answer.
            return;
        }

        var outcome = new MappingOutcome { Upload = upload, UploadedAt = uploadedAt };
        outcome = await tenants.FindAsync(tenantId, cancellationToken) is not { } tenant
            ? Refused(outcome, MappingTexts.TenantMissing)
            : RestoredVersion(upload) is { } version
                ? await RestoreAsync(tenantId, version, outcome, cancellationToken)
                : await ImportAsync(tenant, content, outcome, cancellationToken);
        await TellAsync(tenantId, outcome, cancellationToken);
        if (outcome.Accepted)
        {
            await sheet.RefreshAsync(tenantId, cancellationToken);
        }
    }

    /// <summary>Tells of an upload that could not be processed in all its tries: the host put it on its poison queue.</summary>
    public async Task GiveUpAsync(string tenantId, string upload, CancellationToken cancellationToken)
    {
        await alarms.PoisonedMappingAsync(tenantId, cancellationToken);
        var uploadedAt = await mappings.UploadedAtAsync(tenantId, upload, cancellationToken) ?? clock.GetUtcNow();
        await TellAsync(tenantId, Refused(new MappingOutcome { Upload = upload, UploadedAt = uploadedAt }, MappingTexts.Defect), cancellationToken);
    }

    private async Task<MappingOutcome> ImportAsync(Tenant tenant, Stream content, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        await using var stream = await SeekableAsync(content, cancellationToken);
        var (file, refusal) = await MappingFile.OpenAsync(stream, options.Value.MappingMaxBytes, cancellationToken);
        if (file is null)
        {
            return Refused(outcome, refusal!);
        }

        var events = await EventsAsync(tenant, cancellationToken);
        var known = await sheets.ReadKnownAsync(tenant.TenantId, cancellationToken);
        var checks = new MappingChecks(
            events, known.Seminars.Select(seminar => seminar.SeminarNumber).ToHashSet(StringComparer.Ordinal), options.Value.MappingMaxRows);
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
        if (reader.ProblemCount > 0)
        {
            var name = $"{outcome.Upload}-errors.csv";
            await WriteErrorsAsync(tenant.TenantId, name, file, checks, cancellationToken);
            return outcome with { ErrorsFile = name };
        }

        return await SaveAsync(tenant.TenantId, reader.Map, outcome, cancellationToken);
    }

    private async Task<MappingOutcome> RestoreAsync(string tenantId, int version, MappingOutcome outcome, CancellationToken cancellationToken) =>
        await mappings.FindAsync(tenantId, version, cancellationToken) is { Version: > 0 } old
            ? await SaveAsync(tenantId, old.EventBySeminar, outcome with { Rows = old.EventBySeminar.Count, EventsChecked = true }, cancellationToken)
            : Refused(outcome, MappingTexts.VersionMissing(version));

    private async Task<MappingOutcome> SaveAsync(
        string tenantId, IReadOnlyDictionary<string, string> map, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        var current = await mappings.ReadCurrentAsync(tenantId, cancellationToken);
        var changes = MappingChanges.Between(current.EventBySeminar, map);
        if (!changes.Any)
        {
            return outcome with { Accepted = true, Version = current.Version, Changes = changes };
        }

        var version = await mappings.SaveAsync(tenantId, map, outcome.UploadedAt, cancellationToken);
        return version is { } saved
            ? outcome with { Accepted = true, Version = saved, Changes = changes }
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

    private async Task WriteErrorsAsync(string tenantId, string name, MappingFile file, MappingChecks checks, CancellationToken cancellationToken)
    {
        await using var result = await mappings.OpenResultAsync(tenantId, name, cancellationToken);
        await using var csv = new SpreadsheetCsv(result);
        await file.ReadAsync(checks, (fields, isHeader, problems, warnings) => csv.WriteAsync(fields.Append(isHeader ? "エラー" : Remarks(problems, warnings))));
    }

    private static string Remarks(IReadOnlyList<MappingProblem> problems, IReadOnlyList<MappingProblem> warnings) => string.Join(
        '\n', problems.Select(problem => problem.Reason + problem.Remedy).Concat(warnings.Select(warning => $"（注意）{warning.Reason}")));

    private async Task TellAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken)
    {
        await mappings.SaveOutcomeAsync(tenantId, outcome, cancellationToken);
        LogImported(tenantId, outcome.Rows, outcome.Version, outcome.ProblemCount, outcome.WarningCount);
        await queues.EnqueueNotificationAsync(NotificationMessage.ForMapping(tenantId, outcome.Upload, outcome.UploadedAt), TimeSpan.Zero, cancellationToken);
    }

    private static MappingOutcome Refused(MappingOutcome outcome, MappingProblem problem) => outcome with { ProblemCount = 1, Problems = [problem] };

    private static async Task<Stream> SeekableAsync(Stream content, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            return content;
        }

        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await content.CopyToAsync(file, cancellationToken);
        file.Position = 0;
        return file;
    }

    // A file of this name asks for an older version; what is in it does not matter.
    private static int? RestoredVersion(string upload) =>
        Restore().Match(upload) is { Success: true } match && int.TryParse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    [GeneratedRegex(@"^(?:元に戻す|restore)[-_ 　]?(?<version>[0-9]+)(?:\.|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Restore();

    [LoggerMessage(1500, LogLevel.Information, "Event mapping of {TenantId}: {Rows} rows, version {Version}, {Problems} problems, {Warnings} warnings.")]
    private partial void LogImported(string tenantId, int rows, int version, int problems, int warnings);

    [LoggerMessage(1502, LogLevel.Warning, "A file was uploaded to an inbox that is no tenant's: nobody is told of it. Uploads belong to {{tenantId}}/inbox/.")]
    private partial void LogMisplaced();

    [LoggerMessage(1501, LogLevel.Warning, "The events of an uploaded mapping of {TenantId} were not checked: {Code}.")]
    private partial void LogNotChecked(string tenantId, FailureCode code);
}
