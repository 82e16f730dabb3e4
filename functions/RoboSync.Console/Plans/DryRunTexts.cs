using RoboSync.Console.Layout;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;

namespace RoboSync.Console.Plans;

/// <summary>What the pages of dry runs say besides <see cref="PlanTexts"/>.</summary>
internal static class DryRunTexts
{
    public const string Title = "予行";
    public const string Lead = "HRMOSに書き込まずに、連携したときの内容を確認します。結果を承認すると、そのとおりに連携します。";
    public const string NoAccounts = "媒体アカウントが登録されていません。";
    public const string None = "まだ予行を行っていません。";
    public const string State = "状態";
    public const string Number = "予行の番号";
    public const string AskedAt = "予行を受け付けた日時";
    public const string ReadyAt = "予行が終わった日時";
    public const string See = "予行の結果を見る";
    public const string Start = "予行を行う";
    public const string StartAgain = "もう一度予行を行う";
    public const string Started = "予行を受け付けました。まもなく始まります。人数が多いと時間がかかります。終わりしだい、結果をメールでお知らせします。";
    public const string CannotStart = "予行を行っている間、または承認された連携が終わるまでは、新しい予行を行えません。";
    public const string Paused = "このアカウントの連携は停止中のため、予行を行えません。";
    public const string Approve = "この内容で承認する";
    public const string ApproveTitle = "予行の承認";
    public const string ApproveConfirm = "承認して連携する";
    public const string Approved = "承認を受け付けました。5分以内に、予行のとおりに連携を始めます。";
    public const string NotThisOne = "この予行は承認できる状態ではありません。別の予行に置き換わったか、有効期限が過ぎています。最新の結果を確認してください。";
    public const string EffectKept = "予行の結果にない登録や更新は行いません。予行のあとに変わった応募者や予約は、次の連携時間帯に反映します。";
    public const string EffectStops = "予行のあとに内容が大きく変わっている場合は、何も書き込まずに連携を止めて、メールでお知らせします。";
    public const string EffectStays = "登録した候補者は、この画面から取り消せません。";
    public const string Discard = "この結果を破棄する";
    public const string Discarded = "予行の結果を破棄しました。";
    public const string NotDiscarded = "この予行は、すでに状態が変わっているため破棄できませんでした。";
    public const string Summary = "連携した場合の内容";
    public const string List = "応募者ごとの内容";
    public const string ListNone = "書き込む内容も、反映しない内容もありません。";
    public const string Download = "すべての内容をCSVでダウンロード";
    public const string Settings = "承認とHRMOSからのメールの設定";
    public const string SettingsTitle = "承認とHRMOSからのメール";
    public const string SettingsLead = "新しい媒体アカウントの初回の連携と、HRMOSが応募者に自動で送るメールについて登録します。";
    public const string NeedsApproval = "新しい媒体アカウントの初回の連携は、予行の承認を待つ";
    public const string NeedsApprovalHint = "外すと、新しい媒体アカウントは次の連携時間帯から、承認を待たずに連携します。すでに連携しているアカウントには影響しません。";
    public const string WhenCreated = "候補者が登録されたとき、HRMOSから応募者にメールが送られますか";
    public const string WhenBooked = "イベントの予約が登録されたとき、HRMOSから応募者にメールが送られますか";
    public const string WritesHint = "当サービスはHRMOSの設定を読み取れません。HRMOSの自動返信などの設定を確認して選んでください。予行の結果に表示します。";
    public const string Save = "保存する";
    public const string Saved = "設定を保存しました。";
    public const string ActionStart = "予行の実行";
    public const string ActionApprove = "予行の承認";
    public const string ActionDiscard = "予行の結果の破棄";
    public const string ActionSettings = "承認とHRMOSからのメールの設定の変更";
    public const string Refreshes = "この画面は10秒ごとに自動で更新されます。";

    /// <summary>The answers to whether HRMOS writes.</summary>
    public static IReadOnlyList<(string Value, string Text)> Answers { get; } =
        [("", "わからない"), ("no", "送られない"), ("yes", "送られる")];

    public static string More(int most) => $"はじめの{Shown.Count(most)}件を表示しています。すべての内容はCSVでご確認ください。";

    public static string Effect(Plan plan) =>
        $"HRMOSに、候補者{Shown.Count(plan.Count(Sync.Writing.PlannedKind.Create))}名を新しく登録し、"
        + $"{Shown.Count(plan.Count(Sync.Writing.PlannedKind.Update))}名を更新し、予約{Shown.Count(plan.Count(Sync.Writing.PlannedKind.Book))}件を登録し、"
        + $"{Shown.Count(plan.Count(Sync.Writing.PlannedKind.Cancel))}件をキャンセルにします。";

    /// <summary>How far a dry run has come.</summary>
    public static string ProgressOf(RunState? run) => run switch
    {
        null => "開始を待っています。連携中の場合は、終わってから始めます。",
        { Phase: RunPhase.Listing } => "応募者の一覧を読み取っています。",
        { Phase: RunPhase.Candidates } =>
            $"応募者を確認しています（{Shown.Count(run.WorklistCount)}人中{Shown.Count(run.WorklistDone)}人）。",
        _ => $"説明会の予約を確認しています（イベント{Shown.Count(run.EventCount)}件中{Shown.Count(run.EventsDone)}件）。",
    };

    /// <summary>Done and all of what a dry run is just working through; null while that is not known.</summary>
    public static (int Done, int All)? StepsOf(RunState? run) => run switch
    {
        { Phase: RunPhase.Candidates, WorklistCount: > 0 } => (run.WorklistDone, run.WorklistCount),
        { Phase: RunPhase.Bookings, EventCount: > 0 } => (run.EventsDone, run.EventCount),
        _ => null,
    };

    public static BannerKind KindOf(Plan plan, DateTimeOffset now) => plan.Status switch
    {
        PlanStatus.Ready when plan.MayBeApproved(now) => BannerKind.Warning,
        PlanStatus.UnderWay or PlanStatus.Approved => BannerKind.Info,
        PlanStatus.Done => BannerKind.Success,
        PlanStatus.Failed or PlanStatus.Outdated => BannerKind.Error,
        _ => BannerKind.Quiet,
    };
}
