using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;

namespace RoboSync.Tests.Notifications;

public sealed class NotDoneTextsTests
{
    public static TheoryData<NotDoneReason> Reasons => [.. Enum.GetValues<NotDoneReason>()];

    public static TheoryData<FailureCode> Codes => [.. Enum.GetValues<FailureCode>()];

    /// <summary>Word for word, as customers read them: a text that changes is changed here too.</summary>
    public static TheoryData<NotDoneReason, string, string> ReasonTexts => new()
    {
        {
            NotDoneReason.CandidateRejected,
            "HRMOSで受け付けられない項目があり、登録できませんでした。",
            "MIWSで応募者の入力内容を確認してください。次の連携時間帯にもう一度登録します。"
        },
        {
            NotDoneReason.CandidateAmbiguous,
            "同じメールアドレスの候補者がHRMOSに登録済みのため、登録しませんでした。",
            "HRMOSで候補者を確認し、同じ方であれば手動で対応してください。別の方であればHRMOS側のメールアドレスを修正してください。"
        },
        {
            NotDoneReason.CandidateMissing,
            "HRMOSで候補者が削除または統合されているため、更新できませんでした。",
            "HRMOSで候補者の状態を確認してください。"
        },
        {
            NotDoneReason.CandidateUnclear,
            "HRMOSから登録の結果が返ってこなかったため、確認中です。",
            "お客様の操作は必要ありません。次の連携時間帯に確認し、二重登録にならないように処理します。"
        },
        {
            NotDoneReason.CandidateElsewhere,
            "ほかの媒体アカウントで同じ方を登録中です。",
            "お客様の操作は必要ありません。次の連携時間帯に確認します。"
        },
        {
            NotDoneReason.ApplicantUnread,
            "MIWSの項目を正しく読み取れなかったため、登録・更新しませんでした。",
            "MIWSで応募者の入力内容を確認してください。次の連携時間帯にもう一度読み取ります。"
        },
        {
            NotDoneReason.SeminarUnmapped,
            "予約のあるセミナーが、イベント名対応表に登録されていません。",
            "イベント名対応表にセミナーNo.を追加してアップロードしてください。次の連携時間帯に、これまでの予約も反映します。"
        },
        {
            NotDoneReason.EventMissing,
            "イベント名対応表のイベントがHRMOSに見つかりませんでした。",
            "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してアップロードしてください。"
        },
        {
            NotDoneReason.BookingUnlinked,
            "当サービスで取り込んでいない応募者の予約です。",
            "HRMOSの「イベント代理申し込み」で、イベントと候補者を手動で紐づけてください。"
        },
        {
            NotDoneReason.AttendanceKept,
            "HRMOSで出席または欠席が登録済みのため、予約状況を変更しませんでした。",
            "お客様の操作は必要ありません。"
        },
        {
            NotDoneReason.ApplicantGone,
            "応募者一覧に表示されていましたが、詳細画面が表示されないか、対象外の選考フローになっていたため、取り込みませんでした（対象外）。",
            "お心当たりがない場合は、MIWSで応募者の状態を確認してください。選考フローが対象に戻ると、自動で取り込みます。"
        },
        {
            NotDoneReason.GivenUp,
            "30日間続けて登録できなかったため、自動での再試行を終了しました。",
            "MIWSまたはHRMOSで内容を確認し、必要な場合はHRMOSに手動で登録してください。MIWSの内容が更新されると、もう一度登録を試します。"
        },
        {
            NotDoneReason.SeminarGone,
            "イベント名対応表のセミナーがMIWSに見つかりませんでした。このセミナーの予約は変更していません。",
            "MIWSでセミナーを削除した場合は、イベント名対応表から行を削除してアップロードしてください。"
        },
        {
            NotDoneReason.SeminarUnread,
            "MIWSのセミナーの項目を正しく読み取れなかったため、予約を反映しませんでした。",
            "MIWSでセミナーの登録内容を確認してください。次の連携時間帯にもう一度読み取ります。"
        },
        {
            NotDoneReason.BookingUnread,
            "MIWSの予約の項目を正しく読み取れなかったため、予約を反映しませんでした。",
            "MIWSで予約の内容を確認してください。次の連携時間帯にもう一度読み取ります。"
        },
        {
            NotDoneReason.BookingsMoved,
            "読み取りの間にMIWSの予約が変わり続けたため、このセミナーの予約を反映しませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に反映します。"
        },
        {
            NotDoneReason.CancellationLeft,
            "MIWSではキャンセルされていますが、HRMOSには当サービス以外で登録された予約があるため、キャンセルしませんでした。",
            "HRMOSで予約を確認し、不要であればHRMOSでキャンセルしてください。"
        },
        {
            NotDoneReason.OutsidePlan,
            "予行のあとに変わったため、承認した内容には含まれていません。今回の連携では反映しませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に反映します。"
        },
        {
            NotDoneReason.Other,
            "処理しなかった項目がありますが、理由の詳細を表示できません。",
            "次の連携時間帯にもう一度処理します。メールに同じ内容が続く場合は、お問い合わせ先までお知らせください。"
        },
    };

    [Theory]
    [MemberData(nameof(ReasonTexts))]
    public void What_was_not_done_is_told_word_for_word(NotDoneReason reason, string what, string remedy) =>
        NotDoneTexts.Of(reason, Miws).ShouldBe(new FailureText(what, remedy));

    [Fact]
    public void No_text_is_left_out_of_the_table() =>
        ReasonTexts.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<NotDoneReason>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Everything_not_done_says_why_and_what_to_do(NotDoneReason reason) =>
        Recruiters.ShouldUnderstand(NotDoneTexts.Of(reason, Miws));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_failure_of_one_record_can_be_reported(FailureCode code)
    {
        if (FailureKinds.Of(code) == FailureKind.OneRecord
            && code is not FailureCode.SiteApplicantGone and not FailureCode.SiteSeminarMissing)
        {
            Enum.IsDefined(NotDoneReasons.Of(code)).ShouldBeTrue();
        }
    }

    private static MediumTexts Miws => MediumProfile.Of("miws").Texts;
}
