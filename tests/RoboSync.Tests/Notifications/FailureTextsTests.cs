using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Notifications;

public sealed class FailureTextsTests
{
    public static TheoryData<FailureCode> Codes => [.. Enum.GetValues<FailureCode>()];

    /// <summary>Word for word, as customers read them: a text that changes is changed here too.</summary>
    public static TheoryData<FailureCode, string, string> CodeTexts => new()
    {
        {
            FailureCode.SiteSignInRefused,
            "MIWSにログインできませんでした。ログインIDまたはパスワードが正しくありません。",
            "MIWSの「MIWSで作成したアカウントでログイン」からログインできるIDとパスワードを確認し、登録しなおしてください。登録しなおすまで、ログインは試しません。"
        },
        {
            FailureCode.SiteAccountLocked,
            "MIWSのアカウントがロックされているため、ログインできませんでした。",
            "MIWSの管理者にロックの解除を依頼し、解除後にパスワードを登録しなおしてください。"
        },
        {
            FailureCode.SitePasswordExpired,
            "MIWSのパスワードの有効期限が切れているため、ログインできませんでした。",
            "MIWSにログインして新しいパスワードに変更し、そのパスワードを登録しなおしてください。"
        },
        {
            FailureCode.SitePermissionMissing,
            "MIWSにはログインできましたが、このアカウントには画面を見る権限がありません。",
            "MIWSのアカウント管理で、応募者とセミナーの予約を見られる権限を付けてください。権限が付くと、次の連携時間帯から自動で再開します。"
        },
        {
            FailureCode.SiteDisplayYearDiffers,
            "MIWSに表示された年度が、登録された初期表示年度と違います。",
            "MIWSのアカウントで表示できる年度と、登録した初期表示年度を確認してください。年度ごとに別のアカウントの登録が必要です。"
        },
        {
            FailureCode.SiteChallenge,
            "MIWSで画像認証などの確認画面が表示されたため、連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SiteSessionLost,
            "連携の途中でMIWSからログアウトされました。同じIDで別の方がログインした可能性があります。",
            "連携用のMIWSアカウントは、ほかの方と共用しないでください。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteSessionTaken,
            "連携の途中で、MIWSから何度もログアウトされました。連携用のログインIDが、ほかの方やほかのシステムでも使われている可能性があります。",
            "連携用のMIWSアカウントは、ほかの方やほかのシステムと共用しないでください。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteMaintenance,
            "MIWSがメンテナンス中のため、連携できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteUnreachable,
            "MIWSに接続できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteTooManyRequests,
            "MIWSが混み合っているため、連携できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SitePageChanged,
            "MIWSの画面がこれまでと変わっているため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SiteTotalDiffers,
            "MIWSの一覧の件数と、読み取れた人数が一致しないため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SitePageRepeats,
            "MIWSの一覧で同じページが繰り返し表示されたため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SiteListShrank,
            "MIWSの応募者の件数が前回より大きく減っているため、安全のため連携を止めました。",
            "MIWSで応募者を削除したなど、お心当たりがある場合はお問い合わせ先までお知らせください。"
        },
        {
            FailureCode.SiteApplicantGone,
            "MIWSに応募者が見つかりませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteSeminarMissing,
            "MIWSにセミナーが見つかりませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteLeadsElsewhere,
            "MIWSの画面が、登録された接続先とは別のサイトに移ろうとしたため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SiteAddressRefused,
            "MIWSの接続先が安全なものと確認できないため、連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.HrmosAnswerTooLarge,
            "HRMOSからの応答が想定より大きいため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.HrmosAddressRefused,
            "HRMOSの接続先が安全なものと確認できないため、連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SitePageTooLarge,
            "MIWSの画面がこれまでより大きく、読み取れないため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.SiteListMoves,
            "読み取りの間にMIWSの一覧の件数が変わり続けたため、連携を最後まで行えませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.SiteRecordUnread,
            "MIWSの項目を正しく読み取れなかったため、登録・更新しませんでした。",
            "MIWSで応募者の入力内容を確認してください。次の連携時間帯にもう一度読み取ります。"
        },
        {
            FailureCode.HrmosTokenInvalid,
            "HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。",
            "HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。"
        },
        {
            FailureCode.HrmosPermissionMissing,
            "HRMOSのAPIトークンに必要な権限がありません。",
            "HRMOSでAPIトークンに候補者・候補者ラベル・イベントの編集権限を付けてください。"
        },
        {
            FailureCode.HrmosSsoOn,
            "HRMOSのアカウントにSSO（シングルサインオン）が設定されているため、連携できませんでした。",
            "連携できるのは、SSOを設定していないHRMOSアカウントのみです。SSOの設定を外すか、SSOを設定していないアカウントで発行したAPIトークンを登録してください。"
        },
        {
            FailureCode.HrmosLabelLimit,
            "HRMOSの候補者ラベルが上限に達しているため、対象卒年のラベルを作成できませんでした。",
            "HRMOSで使っていない候補者ラベルを削除してください。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.HrmosEventMissing,
            "イベント名対応表のイベントがHRMOSに見つかりませんでした。",
            "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してアップロードしてください。"
        },
        {
            FailureCode.HrmosMaintenance,
            "HRMOSがメンテナンス中のため、連携できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.HrmosUnreachable,
            "HRMOSに接続できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.HrmosTooManyRequests,
            "HRMOSが混み合っているため、連携を最後まで行えませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.HrmosAnswerUnknown,
            "HRMOSから想定していない応答があったため、安全のため連携を止めました。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.CandidateRejected,
            "HRMOSで受け付けられない項目があり、登録できませんでした。",
            "MIWSで応募者の入力内容を確認してください。次の連携時間帯にもう一度登録します。"
        },
        {
            FailureCode.CandidateAmbiguous,
            "同じメールアドレスの候補者がHRMOSに登録済みのため、登録しませんでした。",
            "HRMOSで候補者を確認し、同じ方であれば手動で対応してください。別の方であればHRMOS側のメールアドレスを修正してください。"
        },
        {
            FailureCode.CandidateMissing,
            "HRMOSで候補者が削除または統合されているため、更新できませんでした。",
            "HRMOSで候補者の状態を確認してください。"
        },
        {
            FailureCode.CandidateUnclear,
            "HRMOSから登録の結果が返ってこなかったため、確認中です。",
            "お客様の操作は必要ありません。次の連携時間帯に確認し、二重登録にならないように処理します。"
        },
        {
            FailureCode.CandidateElsewhere,
            "ほかの媒体アカウントで同じ方を登録中です。",
            "お客様の操作は必要ありません。次の連携時間帯に確認します。"
        },
        {
            FailureCode.SecretMissing,
            "MIWSまたはHRMOSのログイン情報が登録されていません。",
            "MIWSのIDとパスワード、HRMOSのAPIトークンを登録してください。"
        },
        {
            FailureCode.SecretDisabled,
            "登録されているログイン情報が使えない設定になっているため、連携できませんでした。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.VaultUnreachable,
            "ログイン情報の保管場所に接続できませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.StorageUnreachable,
            "当サービスのデータの保管場所に接続できなかったため、連携を最後まで行えませんでした。",
            "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。"
        },
        {
            FailureCode.EarlierRunGoesOn,
            "前の時間帯の連携がまだ続いているため、この時間帯の分はそちらにまとめて行います。",
            "お客様の操作は必要ありません。"
        },
        {
            FailureCode.Resting,
            "以前のエラーのため、この時間帯の連携を休止しました。",
            "「要対応」のメールが届いている場合は、その内容をご確認ください。届いていない場合は、自動で再開します。"
        },
        {
            FailureCode.AccountPaused,
            "このアカウントの連携は停止中です。",
            "再開する場合は「連携を有効にする」に設定してください。"
        },
        {
            FailureCode.AwaitsApproval,
            "新しいアカウントのため、初回の連携は予行（HRMOSに書き込まない試行）の承認をお待ちしています。まだ何も登録していません。",
            "予行の結果を確認し、問題がなければ承認してください。承認すると、予行のとおりに連携を始めます。"
        },
        {
            FailureCode.PlanOutdated,
            "予行のあとにMIWSの応募者や予約、または設定が大きく変わったため、承認された連携を止めました。HRMOSには何も書き込んでいません。",
            "もう一度予行を行い、結果を確認して承認してください。"
        },
        {
            FailureCode.StoredUnreadable,
            "保存されている設定または記録を読み取れないため、連携できませんでした。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
        {
            FailureCode.Defect,
            "当サービス内部の問題により、連携を最後まで行えませんでした。",
            "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。"
        },
    };

    [Theory]
    [MemberData(nameof(CodeTexts))]
    public void A_failure_is_told_word_for_word(FailureCode code, string what, string remedy) =>
        FailureTexts.Of(code, Miws).ShouldBe(new FailureText(what, remedy));

    [Fact]
    public void No_text_is_left_out_of_the_table() =>
        CodeTexts.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<FailureCode>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_failure_says_what_happened_and_what_to_do(FailureCode code) =>
        Recruiters.ShouldUnderstand(FailureTexts.Of(code, Miws));

    [Fact]
    public void Only_what_nobody_foresaw_is_a_defect() =>
        Enum.GetValues<FailureCode>().Where(code => FailureKinds.Of(code) == FailureKind.Defect).ShouldBe([FailureCode.Defect]);

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_failure_of_another_medium_does_not_name_miws(FailureCode code)
    {
        var text = FailureTexts.Of(code, new MediumTexts("別の管理画面", "別の媒体", "別の媒体（別の管理画面）"));

        (text.What + text.Remedy).ShouldNotContain("MIWS");
        (text.What + text.Remedy).ShouldNotContain("マイナビ");
    }

    private static MediumTexts Miws => MediumProfile.Of("miws").Texts;
}
