using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Reports;

/// <summary>The text of every <see cref="NotDoneReason"/>: the one place for them.</summary>
public static class NotDoneTexts
{
    /// <summary>The text of something that a run did not do.</summary>
    public static FailureText Of(NotDoneReason reason) => reason switch
    {
        NotDoneReason.CandidateRejected => FailureTexts.Of(FailureCode.CandidateRejected),
        NotDoneReason.CandidateAmbiguous => FailureTexts.Of(FailureCode.CandidateAmbiguous),
        NotDoneReason.CandidateMissing => FailureTexts.Of(FailureCode.CandidateMissing),
        NotDoneReason.CandidateUnclear => FailureTexts.Of(FailureCode.CandidateUnclear),
        NotDoneReason.CandidateElsewhere => FailureTexts.Of(FailureCode.CandidateElsewhere),
        NotDoneReason.ApplicantUnread => FailureTexts.Of(FailureCode.SiteRecordUnread),
        NotDoneReason.SeminarUnmapped => new(
            "予約のあるセミナーが、イベント名対応表に登録されていません。", "イベント名対応表にセミナーNo.を追加してアップロードしてください。次の連携時間帯に、これまでの予約も反映します。"),
        NotDoneReason.EventMissing => new(
            "イベント名対応表のイベントがHRMOSに見つかりませんでした。", "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してアップロードしてください。"),
        NotDoneReason.BookingUnlinked => new(
            "当サービスで取り込んでいない応募者の予約です。", "HRMOSの「イベント代理申し込み」で、イベントと候補者を手動で紐づけてください。"),
        NotDoneReason.AttendanceKept => new(
            "HRMOSで出席または欠席が登録済みのため、予約状況を変更しませんでした。", "お客様の操作は必要ありません。"),
        NotDoneReason.CancellationLeft => new(
            "MIWSではキャンセルされていますが、HRMOSには当サービス以外で登録された予約があるため、キャンセルしませんでした。", "HRMOSで予約を確認し、不要であればHRMOSでキャンセルしてください。"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a text."),
    };
}
