using RoboSync.Console.Layout;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;

namespace RoboSync.Console.History;

/// <summary>What is said of runs: in the history, of one run, and on the first page.</summary>
internal static class RunTexts
{
    public const string Title = "連携の履歴";
    public const string Lead = "連携ごとの結果を、新しい順に7日分ずつ表示します。";
    public const string State = "結果";
    public const string Slot = "連携時間帯";
    public const string Account = "媒体アカウント";
    public const string Summary = "内容";
    public const string Duration = "所要時間";
    public const string Open = "詳細";
    public const string All = "すべて";
    public const string Until = "この日まで";
    public const string Filter = "絞り込む";
    public const string None = "この期間に、条件に合う連携はありません。";
    public const string Older = "前の7日間";
    public const string Newer = "次の7日間";
    public const string Download = "この一覧をCSVでダウンロード";
    public const string GoingOn = "連携中";
    public const string OneTitle = "連携の結果";
    public const string Facts = "この連携について";
    public const string Started = "開始";
    public const string Finished = "終了";
    public const string NotYet = "まだ終わっていません";
    public const string Requests = "アクセス回数";
    public const string Counts = "件数";
    public const string LeftOut = "反映できなかったもの";
    public const string LeftOutNone = "反映できなかったものはありません。";
    public const string DownloadLeftOut = "反映できなかったものをCSVでダウンロード";
    public const string Subject = "対象";
    public const string Why = "理由";
    public const string NextStep = "次にすること";
    public const string Record = "再試行";
    public const string Retry = "次の連携で再試行";
    public const string Ignore = "今後は取り込まない";
    public const string RetryAll = "すべて次の連携で再試行する";
    public const string WillRetry = "次の連携で再試行します";
    public const string Waits = "時間をおいて自動で再試行します";
    public const string GivenUp = "自動での再試行は終わりました";
    public const string Ignored = "取り込まない設定です";
    public const string Settled = "取り込み済み、または対象外になりました";
    public const string Retried = "次の連携で再試行します。すぐに試すときは「今すぐ連携」を実行してください。";
    public const string NowIgnored = "今後は取り込みません。媒体で内容が更新されると、もう一度取り込みを試します。";
    public const string NothingThere = "対象の応募者は、すでに取り込み済みか対象外になっています。";
    public const string ActionRetry = "応募者の再試行";
    public const string ActionIgnore = "応募者を取り込まない設定";
    public const string WaitingHere = "取り込めていない応募者の一覧";
    public const string WaitingTitle = "取り込めていない応募者";
    public const string WaitingLead = "HRMOSに登録できず、再試行を待っている応募者です。理由を確認し、媒体またはHRMOSで内容を直してから再試行してください。";
    public const string WaitingNone = "取り込めていない応募者はいません。";
    public const string Since = "最初に失敗した日時";
    public const string Tries = "試した回数";
    public const string Back = "履歴に戻る";

    public static IReadOnlyList<(string Value, string Text)> Results { get; } =
        [("", All), ("success", "成功"), ("warning", "一部失敗"), ("error", "失敗")];

    /// <summary>How a run ended, in colour and word.</summary>
    public static (BannerKind Kind, string Text) ResultOf(RunState run) => run switch
    {
        { Phase: not RunPhase.Finished } => (BannerKind.Info, GoingOn),
        { Failure: FailureCode.AwaitsApproval } => (BannerKind.Info, "承認待ち"),
        { Failure: not null } => (BannerKind.Error, "失敗"),
        _ when run.NotDone.Any(IsLeftOut) => (BannerKind.Warning, "一部失敗"),
        _ => (BannerKind.Success, "成功"),
    };

    /// <summary>What a run did, in one line.</summary>
    public static string SummaryOf(RunState run)
    {
        var counts = run.Counts;
        var leftOut = run.NotDone.Count(IsLeftOut);
        var parts = new (int Count, string Text)[]
        {
            (counts.Created, $"新規{Shown.Count(counts.Created)}人"), (counts.Updated, $"更新{Shown.Count(counts.Updated)}人"),
            (counts.Booked, $"予約{Shown.Count(counts.Booked)}件"), (counts.Cancelled, $"キャンセル{Shown.Count(counts.Cancelled)}件"),
            (leftOut, $"反映できなかったもの{Shown.Count(leftOut)}件"),
        }.Where(part => part.Count > 0).Select(part => part.Text).ToList();
        return parts.Count > 0 ? string.Join('、', parts) : run.Failure is null ? "変更はありませんでした" : "";
    }

    /// <summary>The counts of a run with their names, in the order of the mail.</summary>
    public static IReadOnlyList<(string Name, string Value)> CountsOf(RunCounts counts) =>
    [
        ("一覧で確認した応募者", $"{Shown.Count(counts.Listed)}人"), ("新しく登録した候補者", $"{Shown.Count(counts.Created)}人"),
        ("更新した候補者", $"{Shown.Count(counts.Updated)}人"), ("変更のなかった応募者", $"{Shown.Count(counts.Unchanged)}人"),
        ("取り込めなかった応募者", $"{Shown.Count(counts.SetAside)}人"), ("対象外になった応募者", $"{Shown.Count(counts.Gone)}人"),
        ("登録した予約", $"{Shown.Count(counts.Booked)}件"), ("キャンセルにした予約", $"{Shown.Count(counts.Cancelled)}件"),
        ("出席・欠席が登録済みの予約", $"{Shown.Count(counts.KeptByStaff)}件"), ("対応表にないセミナーの予約", $"{Shown.Count(counts.Unmapped)}件"),
        ("当サービスで取り込んでいない応募者の予約", $"{Shown.Count(counts.Unlinked)}件"),
    ];

    public static string RequestsOf(RunCounts counts, MediumProfile medium) =>
        $"{medium.Texts.Name}へ{Shown.Count(counts.MiwsRequests)}回、HRMOSへ{Shown.Count(counts.HrmosRequests)}回";

    public static string DurationOf(RunState run) => run.FinishedAt is { } end ? DurationOf(end - run.StartedAt) : GoingOn;

    public static string DurationOf(TimeSpan time) => time.TotalMinutes < 1
        ? $"{Math.Max(1, (int)time.TotalSeconds)}秒"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes}分{time.Seconds}秒" : $"{(int)time.TotalHours}時間{time.Minutes}分";

    /// <summary>What something left out is about.</summary>
    public static string SubjectOf(NotDone notDone) => notDone.Reason switch
    {
        NotDoneReason.SeminarUnmapped or NotDoneReason.SeminarGone or NotDoneReason.SeminarUnread or NotDoneReason.BookingsMoved
            => $"セミナーNo. {notDone.Subject}",
        NotDoneReason.EventMissing => $"HRMOSイベントID {notDone.Subject}",
        _ => $"応募者番号 {notDone.Subject}",
    };

    /// <summary>What more is known of something left out, as recruiters read it; blank for nothing.</summary>
    public static string DetailOf(NotDone notDone) => notDone.Reason switch
    {
        NotDoneReason.CandidateRejected or NotDoneReason.ApplicantUnread when notDone.Detail.Length > 0 => FieldsOf(notDone.Detail),
        NotDoneReason.SeminarUnmapped => notDone.Detail,
        NotDoneReason.EventMissing or NotDoneReason.BookingUnlinked or NotDoneReason.BookingUnread or NotDoneReason.AttendanceKept
            or NotDoneReason.CancellationLeft when notDone.Detail.Length > 0 => $"セミナーNo. {notDone.Detail}",
        _ => "",
    };

    /// <summary>The fields that a record failed by.</summary>
    public static string FieldsOf(string fields) => $"項目：{FieldNames.Of(fields)}";

    /// <summary>Whether it is about an applicant, whose number is its subject.</summary>
    public static bool IsApplicant(NotDone notDone) => notDone.Reason is NotDoneReason.CandidateRejected
        or NotDoneReason.CandidateAmbiguous or NotDoneReason.CandidateMissing or NotDoneReason.CandidateUnclear
        or NotDoneReason.CandidateElsewhere or NotDoneReason.ApplicantUnread or NotDoneReason.GivenUp or NotDoneReason.ApplicantGone
        or NotDoneReason.BookingUnlinked or NotDoneReason.AttendanceKept or NotDoneReason.CancellationLeft;

    public static string More(int most) => $"はじめの{Shown.Count(most)}件を表示しています。件数の合計は上の「{Counts}」をご覧ください。";

    // What the company's staff entered stays: nothing failed.
    private static bool IsLeftOut(NotDone notDone) => notDone.Reason != NotDoneReason.AttendanceKept;
}
