using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Runs;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// Takes an uploaded イベント名対応表 (column A: HRMOSイベントID, column B: マイナビセミナーNo.): all of it as a new version, or none of it.
/// It counts from the next run on. Reads UTF-8 for now.
/// </summary>
public sealed partial class ImportEventMapping(IEventMappingStore store, IWorkQueues queues, ILogger<ImportEventMapping> logger)
{
    /// <summary>Imports an upload and stores its outcome beside it.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="upload">Name of the uploaded file.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string tenantId, string upload, Stream content, CancellationToken cancellationToken)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var (rows, problems) = await ReadAsync(content, map);
        if (problems.Count == 0 && map.Count == 0)
        {
            problems.Add(MappingTexts.Empty);
        }

        var version = problems.Count == 0 ? await store.SaveAsync(tenantId, map, cancellationToken) : 0;
        await store.SaveOutcomeAsync(tenantId, new MappingOutcome(upload, problems.Count == 0, rows, version, problems), cancellationToken);
        LogImported(tenantId, rows, version, problems.Count);
        await queues.EnqueueNotificationAsync(NotificationMessage.ForMapping(tenantId, upload), TimeSpan.Zero, cancellationToken);
    }

    private static async Task<(int Rows, List<MappingProblem> Problems)> ReadAsync(Stream content, Dictionary<string, string> map)
    {
        var rows = 0;
        var problems = new List<MappingProblem>();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var text = new StreamReader(content, utf8, detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, TrimOptions = TrimOptions.Trim });
        try
        {
            while (await csv.ReadAsync())
            {
                var (eventId, seminar) = (Field(csv, 0), Field(csv, 1));
                var isHeader = csv.Row == 1 && !$"{eventId}{seminar}".Any(char.IsDigit);
                if (isHeader || (eventId.Length == 0 && seminar.Length == 0))
                {
                    continue;
                }

                rows++;
                Take(csv.RawRow, eventId, seminar, map, problems);
            }
        }
        catch (DecoderFallbackException)
        {
            problems.Add(MappingTexts.NotUtf8);
        }

        return (rows, problems);
    }

    private static void Take(int row, string eventId, string seminar, Dictionary<string, string> map, List<MappingProblem> problems)
    {
        if (!IsId(eventId))
        {
            problems.Add(MappingTexts.EventIdWrong(row, eventId));
        }

        if (!IsId(seminar))
        {
            problems.Add(MappingTexts.SeminarWrong(row, seminar));
        }

        if (IsId(eventId) && IsId(seminar) && !map.TryAdd(seminar, eventId) && !string.Equals(map[seminar], eventId, StringComparison.Ordinal))
        {
            problems.Add(MappingTexts.SeminarOnTwoEvents(row, seminar));
        }
    }

    private static string Field(CsvParser csv, int index) => index < csv.Count ? csv[index] : "";

    // Digits only: an exponent form has lost digits and must not be repaired.
    private static bool IsId(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    [LoggerMessage(1500, LogLevel.Information, "Event mapping of {TenantId}: {Rows} rows, version {Version}, {Problems} problems.")]
    private partial void LogImported(string tenantId, int rows, int version, int problems);
}
