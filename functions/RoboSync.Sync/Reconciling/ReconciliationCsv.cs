using System.Globalization;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Sync.Reconciling;

/// <summary>A reconciliation as a file for Excel: a row for each person whose booking differs, and one for each event where
/// nobody's does.</summary>
public static class ReconciliationCsv
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Header { get; } =
    [
        "媒体アカウント", "開催日", "セミナーNo.", "セミナー名", "HRMOSイベントID", "イベント名", "媒体の予約", "HRMOSの予約", "結果", "応募者番号", "理由", "対処", "確認日時",
    ];

    /// <summary>The rows.</summary>
    /// <param name="reconciliation">What is known.</param>
    /// <param name="medium">The account's medium.</param>
    public static IEnumerable<IReadOnlyList<string>> RowsOf(Reconciliation reconciliation, MediumTexts medium) =>
        reconciliation.Events.SelectMany(compared => RowsOf(reconciliation, compared, medium));

    /// <summary>The file.</summary>
    /// <param name="reconciliation">What is known.</param>
    /// <param name="medium">The account's medium.</param>
    public static async Task<byte[]> WriteAsync(Reconciliation reconciliation, MediumTexts medium)
    {
        using var file = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(file))
        {
            await csv.WriteAsync(Header);
            foreach (var row in RowsOf(reconciliation, medium))
            {
                await csv.WriteAsync(row);
            }
        }

        return file.ToArray();
    }

    private static IEnumerable<IReadOnlyList<string>> RowsOf(Reconciliation reconciliation, ComparedEvent compared, MediumTexts medium)
    {
        IReadOnlyList<string> Row(string result, string number, FailureText? text) =>
        [
            reconciliation.Account.AccountId,
            compared.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            string.Join('・', compared.Seminars.Select(seminar => seminar.Number)),
            string.Join('・', compared.Seminars.Select(seminar => seminar.Name)),
            SpreadsheetCsv.Id(compared.EventId),
            compared.EventName,
            compared.OnMedium.ToString(CultureInfo.InvariantCulture),
            compared.InHrmos?.ToString(CultureInfo.InvariantCulture) ?? "",
            result,
            SpreadsheetCsv.Id(number),
            text?.What ?? "",
            text?.Remedy ?? "",
            JapanTime.ToJapan(compared.ComparedAt).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ];

        if (compared.Whole is { } whole)
        {
            yield return Row(DifferenceTexts.Differs, "", DifferenceTexts.Of(whole, medium));
        }
        else if (compared.Differences.Count == 0)
        {
            yield return Row(DifferenceTexts.Agrees, "", null);
        }

        foreach (var (number, reason) in compared.Differences)
        {
            yield return Row(
                reason.Stands() ? DifferenceTexts.Explained : DifferenceTexts.Differs, number, DifferenceTexts.Of(reason, medium));
        }
    }
}
