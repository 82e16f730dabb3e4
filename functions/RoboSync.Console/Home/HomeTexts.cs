using RoboSync.Console.History;
using RoboSync.Console.Layout;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Media;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Home;

/// <summary>What the first page of a company says.</summary>
internal static class HomeTexts
{
    public const string Title = "ホーム";
    public const string Needed = "いま対応が必要なこと";
    public const string NothingNeeded = "対応が必要なことはありません。";
    public const string NoAccounts = "媒体アカウントが登録されていません。登録すると、次の連携時間帯から応募者を取り込みます。";
    public const string NoMapping = "イベント名対応表が登録されていないため、説明会の予約はHRMOSに反映されていません。";
    public const string NotSetUp = "ご契約の設定がまだ終わっていません。設定が終わると、この画面に連携の状況が表示されます。";
    public const string Unreadable = "設定を読み込めませんでした。当サービスの担当者が確認しています。お急ぎの場合は、画面下のお問い合わせ先までご連絡ください。";
    public const string LastRun = "前回の連携";
    public const string NextRun = "次回の連携";
    public const string NoRunYet = "まだ連携していません";
    public const string NoNextRun = "予定はありません";
    public const string RunNow = "今すぐ連携";
    public const string SeeProgress = "進み具合を見る";
    public const string Refreshes = "この画面は10秒ごとに自動で更新されます。";
    public const string SeeHistory = "連携の履歴";
    public const string Strip = "直近の連携";
    public const string Missed = "実行なし";
    public const string Year = "年卒";

    public static string Unmapped(string accountId, int bookings) =>
        $"「{accountId}」で、イベント名対応表にないセミナーの予約が{Shown.Count(bookings)}件あり、HRMOSに反映されていません。";

    public static string Waiting(string accountId, int people) =>
        $"「{accountId}」で、HRMOSに登録できなかった応募者が{Shown.Count(people)}人います。";

    public static string NameOf(MediaAccount account) => MediumProfile.Of(account.Medium).Texts.LongName;

    /// <summary>The medium of a run's account; that of an account that is gone is the only one there is.</summary>
    public static MediumProfile MediumOf(Tenant? tenant, RunState run) =>
        MediumProfile.Of(tenant?.FindAccount(run.Account.AccountId)?.Medium ?? "miws");

    public static BannerKind KindOf(AccountCondition condition) => condition switch
    {
        AccountCondition.Good => BannerKind.Success,
        AccountCondition.NeedsCustomer => BannerKind.Error,
        AccountCondition.Resting => BannerKind.Warning,
        AccountCondition.Unconfirmed => BannerKind.Info,
        _ => BannerKind.Quiet,
    };

    /// <summary>The state in one sentence.</summary>
    public static string SentenceOf(AccountStatus status) => status.Condition switch
    {
        AccountCondition.Good => "正常に連携しています。",
        _ => $"{status.Why}{status.NextStep}",
    };

    /// <summary>The strip in words, for whoever does not see it.</summary>
    public static string StripOf(IReadOnlyList<Beat> beats) => beats.Count == 0
        ? NoRunYet
        : $"{Strip}{beats.Count}回：" + string.Join(
            '、', beats.GroupBy(beat => beat.Text, StringComparer.Ordinal).OrderByDescending(group => group.Count())
                .Select(group => $"{group.Key}{group.Count()}回"));

    /// <summary>How far a run has come.</summary>
    public static string ProgressOf(RunState run, DateTimeOffset now)
    {
        var step = run.Phase switch
        {
            RunPhase.Listing => "応募者の一覧を読み取っています。",
            RunPhase.Candidates =>
                $"応募者を取り込んでいます（{Shown.Count(run.WorklistCount)}人中{Shown.Count(run.WorklistDone)}人）。",
            RunPhase.Bookings when run.EventCount > 0 =>
                $"説明会の予約を反映しています（イベント{Shown.Count(run.EventCount)}件中{Shown.Count(run.EventsDone)}件）。",
            RunPhase.Bookings => "説明会の予約を確認しています。",
            _ => "",
        };
        return run.ResumeAt > now
            ? $"{step}{Shown.ShortTime(run.ResumeAt.Value)}ごろに続きから再開します。"
            : LeftOf(run, now) is { } left ? $"{step}この作業の残り時間はおよそ{RunTexts.DurationOf(left)}です。" : step;
    }

    /// <summary>Done and all of what a run is just working through; null while that is not known.</summary>
    public static (int Done, int All)? StepsOf(RunState run) => run switch
    {
        { Phase: RunPhase.Candidates, WorklistCount: > 0 } => (run.WorklistDone, run.WorklistCount),
        { Phase: RunPhase.Bookings, EventCount: > 0 } => (run.EventsDone, run.EventCount),
        _ => null,
    };

    // By the pace so far; the begin of the bookings is not noted, so that only people are reckoned.
    private static TimeSpan? LeftOf(RunState run, DateTimeOffset now) => run is { Phase: RunPhase.Candidates, WorklistDone: > 0 }
        ? (run.HeartbeatAt - run.StartedAt) / run.WorklistDone * (run.WorklistCount - run.WorklistDone)
        : null;
}
