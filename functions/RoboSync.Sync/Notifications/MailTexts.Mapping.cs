using System.Globalization;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

// What is said of an uploaded イベント名対応表.
internal static partial class MailTexts
{
    private const int LongestValue = 40;
    private const int LongestName = 100;

    /// <summary>The mail of an uploaded event mapping.</summary>
    public static NoticeContent Mapping(Tenant tenant, MappingOutcome outcome) => new(
        outcome.Accepted ? "【RoboSync】イベント名対応表を登録しました" : "【RoboSync】【要対応】イベント名対応表を登録できませんでした",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(MappingSummary(outcome)),
            new Table(
            [
                ("ファイル名", ShortText.Of(outcome.Upload, LongestName)),
                ("アップロード日時", Time(outcome.UploadedAt)),
                .. outcome.Encoding.Length > 0 ? [("文字コード", outcome.Encoding)] : Array.Empty<(string, string)>(),
                .. outcome.Delimiter.Length > 0 ? [("区切り文字", outcome.Delimiter)] : Array.Empty<(string, string)>(),
                .. outcome.Changes is { Any: true } changes
                    ? [
                        ("追加", Items(changes.Added)),
                        ("変更", Items(changes.Changed)),
                        ("解除", Items(changes.Removed)),
                        ("変更なし", Items(changes.Unchanged))]
                    : Array.Empty<(string, string)>(),
            ]),
            .. MappingNotes(outcome).Select(note => new Paragraph(note)),
            .. Found("■ 問題", outcome.ProblemCount, outcome.Problems),
            .. Found("■ 注意（登録には影響ありません）", outcome.WarningCount, outcome.Warnings),
            Footer(tenant),
        ])
    {
        Brief = MappingSummary(outcome),
        Places = [ConsolePlace.Mapping],
    };

    private static string MappingSummary(MappingOutcome outcome) => outcome switch
    {
        { Accepted: true, Changes.Any: false } => string.Create(
            CultureInfo.InvariantCulture, $"アップロードされたイベント名対応表の内容は、これまでの対応表（第{outcome.Version}版）と同じでした。"),
        { Accepted: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"アップロードされたイベント名対応表（{outcome.Rows:N0}行）を、第{outcome.Version}版として登録しました。次の連携時間帯から、これまでの予約も含めて反映します。"),
        { ProblemCount: 0 } => string.Create(
            CultureInfo.InvariantCulture, $"より新しくアップロードされた対応表（第{outcome.Version}版）が先に登録されているため、この対応表は登録していません。"),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"アップロードされたイベント名対応表に{outcome.ProblemCount:N0}件の問題があるため、登録していません。これまでの対応表がそのまま有効です。修正して、もう一度アップロードしてください。"),
    };

    private static IEnumerable<string> MappingNotes(MappingOutcome outcome)
    {
        if (outcome is { Accepted: true, EventsChecked: false })
        {
            yield return "HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。次の連携時間帯に確認し、見つからないイベントがあればお知らせします。";
        }

        if (outcome is { Accepted: false, EventsChecked: false, Encoding.Length: > 0, ProblemCount: > 0 })
        {
            yield return "HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。「～ではありませんか」という候補は、前回HRMOSから取得したイベントによるものです。";
        }

        if (outcome.Changes is { Removed: > 0 })
        {
            yield return "対応を解除したセミナーの予約は、今後反映しません。HRMOSに登録済みの予約は、キャンセルされずにそのまま残ります。";
        }

        if (outcome.ErrorsFile.Length > 0)
        {
            yield return $"アップロードされた表に「エラー」列を付けたファイル「{ShortText.Of(outcome.ErrorsFile, LongestName)}」を、結果の保存場所に用意しました。";
        }
    }

    private static IEnumerable<NoticeBlock> Found(string title, int count, IReadOnlyList<MappingProblem> problems)
    {
        if (problems.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(title);
        foreach (var block in Listed(problems, Describe, count))
        {
            yield return block;
        }
    }

    private static string Describe(MappingProblem problem)
    {
        var row = problem.Row > 0 ? string.Create(CultureInfo.InvariantCulture, $"{problem.Row}行目") : "ファイル全体";
        var value = problem.Value.Length > 0 ? $"「{ShortText.Of(problem.Value, LongestValue)}」" : "";
        return $"{row}{(problem.Column.Length > 0 ? $"　{problem.Column}{value}" : "")}：{problem.Reason}{problem.Remedy}";
    }
}
