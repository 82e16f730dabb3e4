using System.Globalization;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>What is said of a plan (予行), wherever it is shown: in the console, in mails, in files.</summary>
public static class PlanTexts
{
    /// <summary>What no dry run can know.</summary>
    public const string Limits = "予行ではHRMOSに書き込まないため、HRMOSが入力内容を受け付けるかどうかは、実際に連携するまでわかりません。";

    /// <summary>What the number of candidates is about.</summary>
    public const string CandidatesNote =
        "当サービスが登録した候補者の数です。HRMOSで直接登録した候補者は含みません。契約の上限に近い場合は、承認の前にHRMOSの契約内容をご確認ください。登録した候補者の削除は取り消せません。";

    /// <summary>A status in a word.</summary>
    public static string StatusOf(Plan plan, DateTimeOffset now) => plan.Status switch
    {
        PlanStatus.UnderWay => "予行中",
        PlanStatus.Ready when !plan.MayBeApproved(now) => "期限切れ",
        PlanStatus.Ready => "承認待ち",
        PlanStatus.Approved => "承認済み",
        PlanStatus.Done => "連携済み",
        PlanStatus.Outdated => "無効",
        PlanStatus.Failed => "予行できませんでした",
        _ => "破棄済み",
    };

    /// <summary>A status in a sentence, and what to do.</summary>
    public static string SentenceOf(Plan plan, MediumTexts medium, DateTimeOffset now) => plan.Status switch
    {
        PlanStatus.UnderWay => "予行を行っています。終わりしだい、結果をメールでお知らせします。HRMOSには何も書き込んでいません。",
        PlanStatus.Ready when !plan.MayBeApproved(now) => "結果の有効期限（7日間）が過ぎました。もう一度予行を行ってください。",
        PlanStatus.Ready => $"結果を確認し、問題がなければ{Time(plan.ReadyAt!.Value + Plan.GoodFor)}までに承認してください。承認するまで、HRMOSには何も書き込みません。",
        PlanStatus.Approved => "承認されました。5分以内に、予行のとおりに連携を始めます。",
        PlanStatus.Done => "承認された内容の連携が終わりました。",
        PlanStatus.Outdated => FailureTexts.Of(FailureCode.PlanOutdated, medium) is var text ? text.What + text.Remedy : "",
        PlanStatus.Failed => FailureOf(plan.Failure ?? FailureCode.Defect, medium) is var text ? text.What + text.Remedy : "",
        _ => "この予行の結果は破棄されました。必要な場合は、もう一度予行を行ってください。",
    };

    /// <summary>Why a dry run failed, and what to do.</summary>
    public static FailureText FailureOf(FailureCode code, MediumTexts medium) => code switch
    {
        FailureCode.EarlierRunGoesOn => new("このアカウントの連携と重なったため、予行を完了できませんでした。", "連携時間帯を避けて、もう一度予行を行ってください。"),
        FailureCode.Resting => new("このアカウントは休止中のため、予行を行いませんでした。", "アカウントの状態を確認し、対応が終わってから、もう一度予行を行ってください。"),
        FailureCode.AccountPaused => new("このアカウントの連携は停止中のため、予行を行いませんでした。", "「連携を有効にする」に設定してから、もう一度予行を行ってください。"),
        _ when FailureKinds.Of(code) == FailureKind.NeedsCustomer => new(
            FailureTexts.Of(code, medium).What, $"{FailureTexts.Of(code, medium).Remedy}対応が終わったら、もう一度予行を行ってください。"),
        _ when FailureKinds.Of(code) == FailureKind.Transient => new(
            FailureTexts.Of(code, medium).What, "時間をおいて、もう一度予行を行ってください。"),
        _ => new(FailureTexts.Of(code, medium).What, "当サービスの担当者が確認します。復旧後に、もう一度予行を行ってください。"),
    };

    /// <summary>The counts of a plan that is made, with their names.</summary>
    public static IReadOnlyList<(string Name, string Value)> SummaryOf(Plan plan, Tenant tenant)
    {
        var counts = plan.Run?.Counts ?? new();
        var label = plan.Operations.FirstOrDefault(operation => operation.Kind == PlannedKind.Label)?.Subject
            ?? Candidates.GraduationYearLabel.Of(plan.GraduationYear);
        var rows = new List<(string, string)>
        {
            ("新しく登録する候補者", People(plan.Count(PlannedKind.Create))),
            ("更新する候補者", People(plan.Count(PlannedKind.Update))),
            ("変更のない応募者", People(counts.Unchanged)),
            ("登録しない応募者", People(counts.SetAside + counts.Gone)),
            ("付ける候補者ラベル", plan.Count(PlannedKind.Create) > 0 ? $"「{label}」を{People(plan.Count(PlannedKind.Create))}に" : "なし"),
            ("登録する予約", Items(plan.Count(PlannedKind.Book))),
            ("キャンセルにする予約", Items(plan.Count(PlannedKind.Cancel))),
            ("反映しない予約", Items(counts.Unmapped + counts.Unlinked + counts.KeptByStaff)),
            ("候補者の数（連携前→連携後）", $"{People(plan.CandidatesBefore)} → {People(plan.CandidatesAfter)}"),
            ("HRMOSから応募者へのメール", WritesOf(plan, tenant.Hrmos.WritesToStudents)),
            ("お送りするメール", Mails(tenant)),
            ("予行でのアクセス回数", Requests(tenant, plan, counts.MiwsRequests, counts.HrmosRequests)),
        };
        if (plan.Estimate is { } estimate)
        {
            rows.Add(("連携で見込むアクセス回数", Requests(tenant, plan, estimate.MediumRequests, estimate.HrmosRequests)));
            rows.Add(("連携で見込む所要時間", $"およそ{Duration(estimate.Duration)}"));
        }

        return rows;
    }

    /// <summary>What HRMOS does by itself, as the tenant has said.</summary>
    public static string WritesOf(Plan plan, WritesToStudents writes)
    {
        var (created, booked) = (plan.Count(PlannedKind.Create), plan.Count(PlannedKind.Book));
        return $"候補者の登録時：{WritesOf(writes.WhenCreated, created, "名")}／予約の登録時：{WritesOf(writes.WhenBooked, booked, "件")}";
    }

    /// <summary>An operation's kind.</summary>
    public static string KindOf(PlannedOperation operation) => operation.Kind switch
    {
        PlannedKind.Label => "候補者ラベルの作成",
        PlannedKind.Create => operation.LeftOut is null ? "新規登録" : "登録しない",
        PlannedKind.Update => "更新",
        PlannedKind.Book => "予約の登録",
        PlannedKind.Cancel => "予約のキャンセル",
        _ => "その他",
    };

    /// <summary>Why an operation would be done, or left out.</summary>
    public static string ReasonOf(PlannedOperation operation, MediumTexts medium) => operation switch
    {
        { LeftOut: { } code } => FailureTexts.Of(code, medium).What,
        { Kind: PlannedKind.Label } => "対象卒年のラベルがない場合に作成します。",
        { Reason: OperationReason.New, Kind: PlannedKind.Create } => "HRMOSにまだ登録されていません。",
        { Reason: OperationReason.New, Kind: PlannedKind.Book } => $"{medium.Name}で予約されています。",
        { Reason: OperationReason.Unsettled } => "前回の送信の結果を確認できていないため、もう一度送ります。",
        { Kind: PlannedKind.Cancel } => $"{medium.Name}でキャンセルされています。",
        _ => $"{medium.Name}の内容が変わりました。",
    };

    /// <summary>What an operation would change: the fields of an update, the event and seminars of a booking.</summary>
    public static string DetailOf(PlannedOperation operation) => operation switch
    {
        { Kind: PlannedKind.Update, Fields: null } => "項目：以前の記録がないため、表示できません",
        { Kind: PlannedKind.Update, Fields.Count: 0 } => "項目：表示できる違いはありません",
        { Kind: PlannedKind.Update, Fields: { } fields } => $"項目：{FieldNames.Of(string.Join(',', fields))}",
        { EventId.Length: > 0 } => $"HRMOSイベントID {operation.EventId}（セミナーNo. {string.Join('・', operation.Seminars)}）",
        _ => "",
    };

    /// <summary>The plan as a text that is read alone, with how it is approved by a file.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="tenant">The customer.</param>
    /// <param name="now">Now.</param>
    /// <param name="note">What else is to be said; blank for nothing.</param>
    public static string TextOf(Plan plan, Tenant tenant, DateTimeOffset now, string note)
    {
        var medium = MediumOf(tenant, plan);
        var lines = new List<string>
        {
            $"予行の結果：{tenant.Name}（{plan.Account.AccountId}）",
            $"予行の番号：{plan.PlanId}",
            $"状態：{StatusOf(plan, now)}",
            SentenceOf(plan, medium, now),
        };
        if (note.Length > 0)
        {
            lines.Add($"※{note}");
        }

        if (plan.MayBeApproved(now))
        {
            lines.Add(
                $"承認するには、「{plan.PlanId}」とだけ書いたファイルを、tenants/{plan.Account.TenantId}/approve-{plan.Account.AccountId} "
                + "としてアップロードしてください。");
        }

        if (plan.ReadyAt is not null)
        {
            lines.Add("");
            lines.AddRange(SummaryOf(plan, tenant).Select(row => $"【{row.Name}】{row.Value}"));
            lines.AddRange(["", CandidatesNote, Limits, "応募者ごとの内容は、同じ場所のplan.csvをご覧ください。"]);
        }

        return string.Join("\r\n", lines) + "\r\n";
    }

    /// <summary>The words of a plan's medium.</summary>
    public static MediumTexts MediumOf(Tenant tenant, Plan plan) =>
        MediumProfile.Of(tenant.FindAccount(plan.Account.AccountId)?.Medium ?? "miws").Texts;

    private static string WritesOf(bool? writes, int count, string unit) => (writes, count) switch
    {
        (null, _) => "不明（HRMOSの設定を確認し、登録してください）",
        (false, _) => "送信されません",
        (true, 0) => "対象なし",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0}{unit}に送信されます"),
    };

    private static string Mails(Tenant tenant) => string.Create(
        CultureInfo.InvariantCulture, $"連携結果のメール1通（To {tenant.Mail.To.Count}件、Cc {tenant.Mail.Cc.Count}件）");

    private static string Requests(Tenant tenant, Plan plan, int medium, int hrmos) => string.Create(
        CultureInfo.InvariantCulture, $"{MediumOf(tenant, plan).Name}へ{medium:N0}回、HRMOSへ{hrmos:N0}回");

    private static string Duration(TimeSpan time) => time < TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(time.TotalMinutes)):0}分")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}時間{time.Minutes}分");

    private static string People(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}名");

    private static string Items(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}件");

    private static string Time(DateTimeOffset instant) =>
        JapanTime.ToJapan(instant).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
