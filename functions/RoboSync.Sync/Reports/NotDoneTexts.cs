using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Reports;

/// <summary>The text of every <see cref="NotDoneReason"/>: the one place for them.</summary>
public static class NotDoneTexts
{
    /// <summary>The text of something that a run did not do.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="medium">The medium of the run's account.</param>
    public static FailureText Of(NotDoneReason reason, MediumTexts medium) => reason switch
    {
        NotDoneReason.CandidateRejected => FailureTexts.Of(FailureCode.CandidateRejected, medium),
        NotDoneReason.CandidateAmbiguous => FailureTexts.Of(FailureCode.CandidateAmbiguous, medium),
        NotDoneReason.CandidateMissing => FailureTexts.Of(FailureCode.CandidateMissing, medium),
        NotDoneReason.CandidateUnclear => FailureTexts.Of(FailureCode.CandidateUnclear, medium),
        NotDoneReason.CandidateElsewhere => FailureTexts.Of(FailureCode.CandidateElsewhere, medium),
        NotDoneReason.ApplicantUnread => FailureTexts.Of(FailureCode.SiteRecordUnread, medium),
        NotDoneReason.SeminarUnmapped => new(
            "予約のあるセミナーが、イベント名対応表に登録されていません。", "イベント名対応表にセミナーNo.を追加してアップロードしてください。次の連携時間帯に、これまでの予約も反映します。"),
        NotDoneReason.EventMissing => new(
            "イベント名対応表のイベントがHRMOSに見つかりませんでした。", "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してアップロードしてください。"),
        NotDoneReason.BookingUnlinked => new(
            "当サービスで取り込んでいない応募者の予約です。", "HRMOSの「イベント代理申し込み」で、イベントと候補者を手動で紐づけてください。"),
        NotDoneReason.AttendanceKept => new(
            "HRMOSで出席または欠席が登録済みのため、予約状況を変更しませんでした。", "お客様の操作は必要ありません。"),
        NotDoneReason.ApplicantGone => new(
            "応募者一覧に表示されていましたが、詳細画面が表示されないか、対象外の選考フローになっていたため、取り込みませんでした（対象外）。",
            $"お心当たりがない場合は、{medium.Name}で応募者の状態を確認してください。選考フローが対象に戻ると、自動で取り込みます。"),
        NotDoneReason.GivenUp => new(
            "30日間続けて登録できなかったため、自動での再試行を終了しました。",
            $"{medium.Name}またはHRMOSで内容を確認し、必要な場合はHRMOSに手動で登録してください。{medium.Name}の内容が更新されると、もう一度登録を試します。"),
        NotDoneReason.SeminarGone => new(
            $"イベント名対応表のセミナーが{medium.Name}に見つかりませんでした。このセミナーの予約は変更していません。",
            $"{medium.Name}でセミナーを削除した場合は、イベント名対応表から行を削除してアップロードしてください。"),
        NotDoneReason.SeminarUnread => new(
            $"{medium.Name}のセミナーの項目を正しく読み取れなかったため、予約を反映しませんでした。",
            $"{medium.Name}でセミナーの登録内容を確認してください。次の連携時間帯にもう一度読み取ります。"),
        NotDoneReason.BookingUnread => new(
            $"{medium.Name}の予約の項目を正しく読み取れなかったため、予約を反映しませんでした。",
            $"{medium.Name}で予約の内容を確認してください。次の連携時間帯にもう一度読み取ります。"),
        NotDoneReason.BookingsMoved => new(
            $"読み取りの間に{medium.Name}の予約が変わり続けたため、このセミナーの予約を反映しませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に反映します。"),
        NotDoneReason.CancellationLeft => new(
            $"{medium.Name}ではキャンセルされていますが、HRMOSには当サービス以外で登録された予約があるため、キャンセルしませんでした。", "HRMOSで予約を確認し、不要であればHRMOSでキャンセルしてください。"),
        NotDoneReason.OutsidePlan => new(
            "予行のあとに変わったため、承認した内容には含まれていません。今回の連携では反映しませんでした。", "お客様の操作は必要ありません。次の連携時間帯に反映します。"),
        NotDoneReason.Other => new(
            "処理しなかった項目がありますが、理由の詳細を表示できません。", "次の連携時間帯にもう一度処理します。メールに同じ内容が続く場合は、お問い合わせ先までお知らせください。"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a text."),
    };
}
