using System.Globalization;
using RoboSync.Console.Layout;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Runs;

namespace RoboSync.Console.Why;

/// <summary>What 「なぜ入っていない？」 says.</summary>
internal static class WhyTexts
{
    public const string Title = "なぜ入っていない？";
    public const string Lead = "MIWSの応募者番号で検索すると、その方がHRMOSに入るまでの経過を確認できます。氏名などの個人情報は表示しません。";
    public const string Number = "応募者番号（MIWS）";
    public const string Search = "検索する";
    public const string NotANumber = "応募者番号は、MIWSに表示されている数字を入力してください。";
    public const string Timeline = "経過";
    public const string NoTimeline = "この番号についての記録はありません。";

    /// <summary>The answer in a sentence, and what to do.</summary>
    /// <param name="trail">What is known of the number.</param>
    /// <param name="mediumName">How customers call the medium.</param>
    /// <param name="flows">The selection flows whose applicants are imported.</param>
    public static (BannerKind Kind, string Answer, string NextStep) AnswerOf(
        Trail trail, string mediumName, IEnumerable<string> flows) => trail switch
    {
        { Link.CandidateId: not null } => (
            BannerKind.Success, "HRMOSに取り込み済みです。", "HRMOSで見つからないときは、候補者IDで検索するか、統合・削除されていないかを確認してください。"),
        { SetAside.IsIgnored: true } => (
            BannerKind.Warning, "「今後は取り込まない」に設定されています。", "取り込むときは、「取り込めていない応募者」の画面で「次の連携で再試行」を押してください。"),
        { SetAside.IsGivenUp: true } => (
            BannerKind.Error, "30日間続けて登録できなかったため、自動での再試行を終了しました。", "下の理由を確認して内容を直し、「取り込めていない応募者」の画面から再試行してください。"),
        { SetAside: not null } => (
            BannerKind.Error, "HRMOSに登録できず、再試行を待っています。", "下の理由を確認し、内容を直してください。次の連携時間帯に自動でもう一度試します。"),
        { Link: not null } => (
            BannerKind.Info, "HRMOSへの登録を送り、結果を確認しています。", "お客様の操作は必要ありません。次の連携で確認します。"),
        { Listed: { } listed } when listed.As.EntryDate < trail.Account.StartDate => (
            BannerKind.Warning,
            $"エントリー日（{Shown.Date(listed.As.EntryDate)}）が連携開始日（{Shown.Date(trail.Account.StartDate)}）より前のため、取り込みの対象外です。",
            "取り込むときは、媒体アカウントの連携開始日を早い日に変更してください。"),
        { NotListed: { } run } => (
            BannerKind.Warning,
            $"{Shown.ShortTime(run.Slot)}の連携で{mediumName}の応募者一覧を最後まで確認しましたが、この番号はありませんでした。",
            $"{mediumName}で、選考フローが「{string.Join("」「", flows.Order(StringComparer.Ordinal))}」のいずれかか、"
            + $"年度が{trail.Account.DisplayYear.ToString(CultureInfo.InvariantCulture)}年卒かを確認してください。"),
        { Listed: not null } => (
            BannerKind.Info, "応募者一覧に表示されていますが、まだ取り込みが終わっていません。", "次の連携時間帯に取り込みます。続くときは下の経過を確認してください。"),
        _ => (
            BannerKind.Quiet, "最近の連携に、この番号の記録はありません。", "番号に間違いがないか、この媒体アカウントの年度の応募者かを確認してください。"),
    };

    public static string Listed(ListedAs shown) =>
        $"応募者一覧に表示されていました（選考フロー：{shown.Flow}、エントリー日：{Shown.Date(shown.EntryDate)}、"
        + $"最終更新：{Shown.ShortTime(JapanTime.FromJapan(shown.LastChanged))}）。";

    public static string NotListed() => "応募者一覧を最後まで確認しましたが、表示されていませんでした。";

    public static string Read() => "詳細画面を読み取りました。";

    public static string Sent() => "HRMOSへの登録を送りました。結果は確認中です。";

    public static string Linked(string candidateId) => $"HRMOSの候補者ID {candidateId} に登録されています。";

    public static string FirstFailed(string what, int tries) => $"登録できませんでした：{what}（これまでに{tries}回試しました）";

    public static string Booking(string eventId, BookingLink link)
    {
        var seminars = string.Join('、', link.Seminars.Select(pair => $"セミナーNo. {pair.Key}は{NameOf(pair.Value)}"));
        var written = link.Written is { } state ? $"HRMOSには「{NameOf(state)}」で反映済み" : "HRMOSにはまだ反映されていません";
        return $"説明会の予約（HRMOSイベントID {eventId}）：{seminars}。{written}。";
    }

    public static string LeftOut(FailureText text) => $"{text.What}{text.Remedy}";

    public static string MappingChange(string actor, string action) => $"{actor}さんの操作：{action}";

    private static string NameOf(BookingState state) => state switch
    {
        BookingState.Booked => "予約",
        BookingState.Cancelled => "キャンセル",
        BookingState.Attended => "出席",
        _ => "欠席",
    };
}
