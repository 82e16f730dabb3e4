namespace RoboSync.Sync.Failures;

/// <summary>What happened and what to do next (内容, 対処), for someone who knows Excel and not IT.</summary>
/// <param name="What">内容.</param>
/// <param name="Remedy">対処.</param>
public sealed record FailureText(string What, string Remedy);

/// <summary>The text of every <see cref="FailureCode"/>: the one place for them.</summary>
public static class FailureTexts
{
    private const string NothingToDo = "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。";
    private const string WeAreOnIt = "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。";

    /// <summary>The text of a run's failure.</summary>
    /// <param name="code">What failed.</param>
    /// <param name="medium">The medium of its account; its own texts come first.</param>
    public static FailureText Of(FailureCode code, MediumTexts medium) => medium.Own.GetValueOrDefault(code) ?? Shared(code, medium.Name);

    private static FailureText Shared(FailureCode code, string site) => code switch
    {
        FailureCode.SiteSignInRefused => new(
            $"{site}にログインできませんでした。ログインIDまたはパスワードが正しくありません。",
            $"{site}にログインできるIDとパスワードを確認し、登録しなおしてください。登録しなおすまで、ログインは試しません。"),
        FailureCode.SiteAccountLocked => new(
            $"{site}のアカウントがロックされているため、ログインできませんでした。",
            $"{site}の管理者にロックの解除を依頼し、解除後にパスワードを登録しなおしてください。"),
        FailureCode.SitePasswordExpired => new(
            $"{site}のパスワードの有効期限が切れているため、ログインできませんでした。",
            $"{site}にログインして新しいパスワードに変更し、そのパスワードを登録しなおしてください。"),
        FailureCode.SitePermissionMissing => new(
            $"{site}にはログインできましたが、このアカウントには画面を見る権限がありません。",
            $"{site}のアカウント管理で、応募者とセミナーの予約を見られる権限を付けてください。権限が付くと、次の連携時間帯から自動で再開します。"),
        FailureCode.SiteDisplayYearDiffers => new(
            $"{site}に表示された年度が、登録された初期表示年度と違います。",
            $"{site}のアカウントで表示できる年度と、登録した初期表示年度を確認してください。年度ごとに別のアカウントの登録が必要です。"),
        FailureCode.SiteChallenge => new($"{site}で画像認証などの確認画面が表示されたため、連携を止めました。", WeAreOnIt),
        FailureCode.SiteSessionLost => new(
            $"連携の途中で{site}からログアウトされました。同じIDで別の方がログインした可能性があります。",
            $"連携用の{site}アカウントは、ほかの方と共用しないでください。次の連携時間帯に自動で再開します。"),
        FailureCode.SiteSessionTaken => new(
            $"連携の途中で、{site}から何度もログアウトされました。連携用のログインIDが、ほかの方やほかのシステムでも使われている可能性があります。",
            $"連携用の{site}アカウントは、ほかの方やほかのシステムと共用しないでください。次の連携時間帯に自動で再開します。"),
        FailureCode.SiteMaintenance => new($"{site}がメンテナンス中のため、連携できませんでした。", NothingToDo),
        FailureCode.SiteUnreachable => new($"{site}に接続できませんでした。", NothingToDo),
        FailureCode.SiteTooManyRequests => new($"{site}が混み合っているため、連携できませんでした。", NothingToDo),
        FailureCode.SitePageChanged => new($"{site}の画面がこれまでと変わっているため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.SiteTotalDiffers => new($"{site}の一覧の件数と、読み取れた人数が一致しないため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.SitePageRepeats => new($"{site}の一覧で同じページが繰り返し表示されたため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.SiteListShrank => new(
            $"{site}の応募者の件数が前回より大きく減っているため、安全のため連携を止めました。",
            $"{site}で応募者を削除したなど、お心当たりがある場合はお問い合わせ先までお知らせください。"),
        FailureCode.SitePageTooLarge => new($"{site}の画面がこれまでより大きく、読み取れないため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.SiteListMoves => new($"読み取りの間に{site}の一覧の件数が変わり続けたため、連携を最後まで行えませんでした。", NothingToDo),
        FailureCode.SiteRecordUnread => new(
            $"{site}の項目を正しく読み取れなかったため、登録・更新しませんでした。",
            $"{site}で応募者の入力内容を確認してください。次の連携時間帯にもう一度読み取ります。"),
        FailureCode.SiteApplicantGone => new($"{site}に応募者が見つかりませんでした。", NothingToDo),
        FailureCode.SiteSeminarMissing => new($"{site}にセミナーが見つかりませんでした。", NothingToDo),
        FailureCode.SiteLeadsElsewhere => new($"{site}の画面が、登録された接続先とは別のサイトに移ろうとしたため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.SiteAddressRefused => new($"{site}の接続先が安全なものと確認できないため、連携を止めました。", WeAreOnIt),
        FailureCode.HrmosTokenInvalid => new(
            "HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。",
            "HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。"),
        FailureCode.HrmosPermissionMissing => new(
            "HRMOSのAPIトークンに必要な権限がありません。",
            "HRMOSでAPIトークンに候補者・候補者ラベル・イベントの編集権限を付けてください。"),
        FailureCode.HrmosSsoOn => new(
            "HRMOSのアカウントにSSO（シングルサインオン）が設定されているため、連携できませんでした。",
            "連携できるのは、SSOを設定していないHRMOSアカウントのみです。SSOの設定を外すか、SSOを設定していないアカウントで発行したAPIトークンを登録してください。"),
        FailureCode.HrmosLabelLimit => new(
            "HRMOSの候補者ラベルが上限に達しているため、対象卒年のラベルを作成できませんでした。",
            "HRMOSで使っていない候補者ラベルを削除してください。次の連携時間帯に自動で再開します。"),
        FailureCode.HrmosEventMissing => new(
            "イベント名対応表のイベントがHRMOSに見つかりませんでした。",
            "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してアップロードしてください。"),
        FailureCode.HrmosMaintenance => new("HRMOSがメンテナンス中のため、連携できませんでした。", NothingToDo),
        FailureCode.HrmosUnreachable => new("HRMOSに接続できませんでした。", NothingToDo),
        FailureCode.HrmosTooManyRequests => new("HRMOSが混み合っているため、連携を最後まで行えませんでした。", NothingToDo),
        FailureCode.HrmosAnswerUnknown => new("HRMOSから想定していない応答があったため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.HrmosAnswerTooLarge => new("HRMOSからの応答が想定より大きいため、安全のため連携を止めました。", WeAreOnIt),
        FailureCode.HrmosAddressRefused => new("HRMOSの接続先が安全なものと確認できないため、連携を止めました。", WeAreOnIt),
        FailureCode.CandidateRejected => new(
            "HRMOSで受け付けられない項目があり、登録できませんでした。", $"{site}で応募者の入力内容を確認してください。次の連携時間帯にもう一度登録します。"),
        FailureCode.CandidateAmbiguous => new(
            "同じメールアドレスの候補者がHRMOSに登録済みのため、登録しませんでした。",
            "HRMOSで候補者を確認し、同じ方であれば手動で対応してください。別の方であればHRMOS側のメールアドレスを修正してください。"),
        FailureCode.CandidateMissing => new(
            "HRMOSで候補者が削除または統合されているため、更新できませんでした。", "HRMOSで候補者の状態を確認してください。"),
        FailureCode.CandidateUnclear => new(
            "HRMOSから登録の結果が返ってこなかったため、確認中です。", "お客様の操作は必要ありません。次の連携時間帯に確認し、二重登録にならないように処理します。"),
        FailureCode.CandidateElsewhere => new(
            "ほかの媒体アカウントで同じ方を登録中です。", "お客様の操作は必要ありません。次の連携時間帯に確認します。"),
        FailureCode.SecretMissing => new(
            $"{site}またはHRMOSのログイン情報が登録されていません。", $"{site}のIDとパスワード、HRMOSのAPIトークンを登録してください。"),
        FailureCode.SecretDisabled => new("登録されているログイン情報が使えない設定になっているため、連携できませんでした。", WeAreOnIt),
        FailureCode.VaultUnreachable => new("ログイン情報の保管場所に接続できませんでした。", NothingToDo),
        FailureCode.StorageUnreachable => new("当サービスのデータの保管場所に接続できなかったため、連携を最後まで行えませんでした。", NothingToDo),
        FailureCode.EarlierRunGoesOn => new("前の時間帯の連携がまだ続いているため、この時間帯の分はそちらにまとめて行います。", "お客様の操作は必要ありません。"),
        FailureCode.Resting => new(
            "以前のエラーのため、この時間帯の連携を休止しました。", "「要対応」のメールが届いている場合は、その内容をご確認ください。届いていない場合は、自動で再開します。"),
        FailureCode.AccountPaused => new("このアカウントの連携は停止中です。", "再開する場合は「連携を有効にする」に設定してください。"),
        FailureCode.AwaitsApproval => new(
            "新しいアカウントのため、初回の連携は予行（HRMOSに書き込まない試行）の承認をお待ちしています。まだ何も登録していません。",
            "予行の結果を確認し、問題がなければ承認してください。承認すると、予行のとおりに連携を始めます。"),
        FailureCode.PlanOutdated => new(
            $"予行のあとに{site}の応募者や予約、または設定が大きく変わったため、承認された連携を止めました。HRMOSには何も書き込んでいません。",
            "もう一度予行を行い、結果を確認して承認してください。"),
        FailureCode.StoredUnreadable => new("保存されている設定または記録を読み取れないため、連携できませんでした。", WeAreOnIt),
        FailureCode.Defect => new("当サービス内部の問題により、連携を最後まで行えませんでした。", WeAreOnIt),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A failure without a text."),
    };
}
