using System.Globalization;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// The sheet that customers download, complete and upload: every HRMOS event, with its seminars where it has some, and beside them what
/// helps to tell them apart. Uploading it unchanged changes nothing.
/// </summary>
public sealed class MappingSheet(IEventMappingStore mappings, IMappingSheetStore sheets)
{
    private static readonly string[] Header =
        [MappingTexts.EventColumn, MappingTexts.SeminarColumn, "イベント名", "イベント日時", "セミナー名", "セミナー開催日", "対応状況", "まだ対応づけていないセミナー"];

    /// <summary>Writes the sheet anew from what is known now.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="read">A version that was read already and mostly is the newest: it is not read again then.</param>
    public async Task RefreshAsync(string tenantId, CancellationToken cancellationToken, EventMap? read = null)
    {
        var map = read is not null && read.Version == await mappings.ReadCurrentVersionAsync(tenantId, cancellationToken)
            ? read
            : await mappings.ReadCurrentAsync(tenantId, cancellationToken);
        var known = await sheets.ReadKnownAsync(tenantId, cancellationToken);
        await sheets.SaveSheetAsync(tenantId, await BuildAsync(map, known), cancellationToken);
    }

    /// <summary>The sheet as it is now.</summary>
    public async Task<byte[]> ReadAsync(string tenantId, CancellationToken cancellationToken) => await BuildAsync(
        await mappings.ReadCurrentAsync(tenantId, cancellationToken), await sheets.ReadKnownAsync(tenantId, cancellationToken));

    /// <summary>The sheet's bytes.</summary>
    internal static async Task<byte[]> BuildAsync(EventMap map, KnownSites known)
    {
        var seminars = known.Seminars.DistinctBy(seminar => seminar.SeminarNumber, StringComparer.Ordinal)
            .ToDictionary(seminar => seminar.SeminarNumber, StringComparer.Ordinal);
        var rows = Rows(map, known, seminars).ToList();
        var open = seminars.Values.Where(seminar => !map.EventBySeminar.ContainsKey(seminar.SeminarNumber))
            .OrderBy(seminar => seminar.Date).ThenBy(seminar => seminar.SeminarNumber, StringComparer.Ordinal).Select(Describe).ToList();
        using var bytes = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(bytes))
        {
            await csv.WriteAsync(Header);
            for (var index = 0; index < Math.Max(rows.Count, open.Count); index++)
            {
                var row = index < rows.Count ? rows[index] : Enumerable.Repeat("", Header.Length - 1);
                await csv.WriteAsync(row.Append(index < open.Count ? open[index] : ""));
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<IEnumerable<string>> Rows(EventMap map, KnownSites known, Dictionary<string, Seminar> seminars)
    {
        var byEvent = map.EventBySeminar.ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        foreach (var item in known.Events.OrderBy(item => item.StartsAt ?? DateTimeOffset.MaxValue)
            .ThenBy(item => item.EventId, StringComparer.Ordinal))
        {
            var start = item.StartsAt is { } at ? JapanTime.ToJapan(at).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture) : "";
            if (!byEvent.Contains(item.EventId))
            {
                yield return [SpreadsheetCsv.Id(item.EventId), "", item.Name, start, "", "", "未対応"];
            }

            foreach (var number in byEvent[item.EventId].Order(StringComparer.Ordinal))
            {
                yield return Mapped(item.EventId, number, item.Name, start, seminars);
            }
        }

        // Events that HRMOS does not show (any more) stay in the sheet, or a customer's next upload would drop them unseen.
        var shown = known.Events.Select(item => item.EventId).ToHashSet(StringComparer.Ordinal);
        foreach (var (number, eventId) in map.EventBySeminar.Where(pair => !shown.Contains(pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return Mapped(eventId, number, known.Events.Count == 0 ? "" : "（HRMOSに見つかりません）", "", seminars);
        }
    }

    private static IEnumerable<string> Mapped(
        string eventId, string number, string name, string start, Dictionary<string, Seminar> seminars)
    {
        var seminar = seminars.GetValueOrDefault(number);
        return [
            SpreadsheetCsv.Id(eventId),
            SpreadsheetCsv.Id(number),
            name,
            start,
            seminar?.Name ?? "",
            seminar is null ? "" : Day(seminar.Date),
            "対応済み"];
    }

    private static string Describe(Seminar seminar) => string.Create(
        CultureInfo.InvariantCulture,
        $"No. {seminar.SeminarNumber}　{seminar.Name}　{Day(seminar.Date)}{(seminar.Bookings > 0 ? $"　予約{seminar.Bookings}件" : "")}");

    private static string Day(DateOnly date) => date.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
}
