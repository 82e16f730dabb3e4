using System.Globalization;
using RoboSync.Console.Layout;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Reconciling;

namespace RoboSync.Console.Reconciling;

/// <summary>What the page 突き合わせ says around <see cref="DifferenceTexts"/>.</summary>
internal static class ReconcileTexts
{
    public const string Title = "突き合わせ";
    public const string Lead =
        "媒体の予約とHRMOSの予約を、セミナーごとに並べて確認します。2日後までに開催されるセミナーは、毎日1回、連携のときに自動で突き合わせ、違いがあればメールでお知らせします。";
    public const string OnlyLooks = "突き合わせは確認だけを行い、媒体にもHRMOSにも何も書き込みません。";
    public const string Now = "すべてのセミナーを今すぐ突き合わせる";
    public const string Asked = "突き合わせを受け付けました。";
    public const string Waiting = "突き合わせています。セミナーの数によって、数分かかることがあります。この画面は自動で更新されます。";
    public const string Late = "突き合わせに時間がかかっています。しばらくしてから、この画面を開き直してください。";
    public const string NoAccounts = "連携が有効な媒体アカウントがありません。";
    public const string Never = "まだ突き合わせていません。";
    public const string NoRows = "予約のあるセミナーはありません。";
    public const string Download = "CSVをダウンロードする";
    public const string State = "結果";
    public const string Date = "開催日";
    public const string Seminar = "セミナー";
    public const string Event = "HRMOSのイベント";
    public const string NoEvent = "なし";
    public const string Numbers = "媒体 / HRMOS";
    public const string Why = "理由と対処";
    public const string Repair = "直す";
    public const string RepairOne = "それを直す";
    public const string RepairAll = "直せるものをすべて直す";
    public const string RepairLead =
        "「直す」を押すと、もう一度読み取って反映する連携を始めます。出席・欠席や、当サービス以外で登録された予約は変更しません。HRMOSで取り消された当サービスの予約は、もう一度登録します。";
    public const string Repaired = "受け付けました。5分以内に始まる連携で直し、もう一度突き合わせます。";
    public const string NothingToRepair = "連携で直せる違いは、もうありません。";
    public const string RepairAsked = "次の連携で直します";
    public const string Busy = "連携中のため、受け付けられませんでした。連携が終わってから、もう一度お試しください。";
    public const string ActionReconcile = "突き合わせの実行";
    public const string ActionRepair = "突き合わせで見つかった違いの修正";
    public const string NothingNeeded = "－";

    private const int MostNumbers = 20;

    public static (BannerKind Kind, string Text) StateOf(ComparedEvent compared) =>
        compared.RepairAskedAt is not null ? (BannerKind.Info, RepairAsked)
        : compared.Differs ? (BannerKind.Warning, DifferenceTexts.Differs)
        : compared.Differences.Count > 0 ? (BannerKind.Quiet, DifferenceTexts.Explained)
        : (BannerKind.Success, DifferenceTexts.Agrees);

    /// <summary>When it was compared; blank where it never was.</summary>
    public static string TimesOf(Reconciliation found) =>
        string.Concat(
            found.WholeAt is { } whole ? $"すべてのセミナーの突き合わせ：{Shown.Time(whole)}。" : "",
            found.DailyAt is { } daily
                ? $"{JapanTime.ToJapan(daily).ToString("M/d", CultureInfo.InvariantCulture)}の連携で、まもなく開催されるセミナーを突き合わせました。"
                : "");

    public static string Summary(Reconciliation found)
    {
        var differing = found.Events.Count(item => item.Differs);
        return differing == 0
            ? $"{Shown.Count(found.Events.Count)}件を突き合わせ、違いはありませんでした。"
            : $"{Shown.Count(found.Events.Count)}件のうち{Shown.Count(differing)}件に違いがあります。";
    }

    public static string People(int count) => $"{Shown.Count(count)}名";

    /// <summary>Why the newest request came to nothing.</summary>
    public static string Failed(FailureCode code, MediumTexts medium) => code == FailureCode.EarlierRunGoesOn
        ? "連携中のため、突き合わせませんでした。連携が終わってから、もう一度お試しください。"
        : $"突き合わせできませんでした。{FailureTexts.Of(code, medium).What}{FailureTexts.Of(code, medium).Remedy}";

    /// <summary>The numbers that are shown, and how many more there are.</summary>
    public static (IReadOnlyList<string> Numbers, string More) Some(IReadOnlyCollection<string> numbers) => (
        [.. numbers.Take(MostNumbers)],
        numbers.Count > MostNumbers ? $"ほか{Shown.Count(numbers.Count - MostNumbers)}名（CSVで確認できます）" : "");
}
