using System.Globalization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Reconciling;

/// <summary>What is said of a 突き合わせ, in the console, the mail and the file: the one place for it.</summary>
public static class DifferenceTexts
{
    /// <summary>The state of a row where something is to be put right.</summary>
    public const string Differs = "違いあり";

    /// <summary>The state of a row where nothing differs.</summary>
    public const string Agrees = "一致";

    /// <summary>The state of a row where what differs is as it should be.</summary>
    public const string Explained = "一致（理由あり）";

    private const string NothingToDo = "お客様の操作は必要ありません。";
    private const string ByHand = "HRMOSにも必要な場合は、HRMOSの「イベント代理申し込み」で、イベントと候補者を手動で紐づけてください。";
    private const string Again = "HRMOSにもう一度登録する場合は、「それを直す」を押してください。HRMOSで取り消したままにする場合は、何もしなくてかまいません。";

    /// <summary>The text of a reason.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="medium">The account's medium.</param>
    public static FailureText Of(DifferenceReason reason, MediumTexts medium) => reason switch
    {
        DifferenceReason.SeminarUnmapped => new(
            "イベント名対応表に登録されていないセミナーです。",
            "イベント名対応表にセミナーNo.を追加してください。次の連携で、これまでの予約も反映します。"),
        DifferenceReason.EventMissing => new(
            "イベント名対応表のイベントが、HRMOSに見つかりません。",
            "HRMOSでイベントが削除されていないかを確認し、イベント名対応表を修正してください。"),
        DifferenceReason.SeminarUnread => new(
            $"{medium.Name}の予約者一覧を読み取れなかったため、突き合わせていません。",
            $"{medium.Name}でセミナーが削除されていないかを確認してください。次の連携で、もう一度読み取ります。"),
        DifferenceReason.NotImportedYet => new("まだHRMOSに取り込まれていません。", "次の連携で取り込み、予約も反映します。"),
        DifferenceReason.OutsideFlows => new("取り込みの対象の選考フローに表示されていない応募者です（対象外）。", ByHand),
        DifferenceReason.BeforeStartDate => new(
            "エントリー日が連携開始日より前のため、取り込んでいません。", $"取り込む場合は、媒体アカウントの連携開始日を早い日に変更してください。{ByHand}"),
        DifferenceReason.SetAside => new(
            "HRMOSに登録できず、再試行を待っている応募者です。", "「取り込めていない応募者」の画面で、理由と対処を確認してください。"),
        DifferenceReason.CandidateMissing => new(
            "候補者がHRMOSに見つかりません。削除または統合された可能性があります。",
            "HRMOSで候補者を確認してください。統合した場合は、HRMOSの「イベント代理申し込み」で、統合先の候補者とイベントを紐づけてください。"),
        DifferenceReason.NotMirroredYet => new("予約が、まだHRMOSに反映されていません。", "次の連携で反映します。"),
        DifferenceReason.RemovedInHrmos => new("当サービスが登録した予約が、HRMOSから削除されています。", Again),
        DifferenceReason.CancelledInHrmos => new($"{medium.Name}では予約中ですが、HRMOSでキャンセルされています。", Again),
        DifferenceReason.CancelledOnMedium => new(
            $"{medium.Name}でキャンセルされましたが、HRMOSには予約が残っています。", "次の連携で、キャンセルを反映します。"),
        DifferenceReason.CancellationLeft => new(
            $"{medium.Name}ではキャンセルされていますが、HRMOSには当サービス以外で登録された予約があります。",
            "HRMOSで予約を確認し、不要であればHRMOSでキャンセルしてください。"),
        DifferenceReason.VanishedOnMedium => new(
            $"HRMOSには予約がありますが、{medium.Name}の予約者一覧に表示されなくなりました。表示されないだけでは、キャンセルしません。",
            $"{medium.Name}で予約の状態を確認し、不要であればHRMOSでキャンセルしてください。"),
        DifferenceReason.AttendanceStands => new("HRMOSで登録された出席または欠席を優先しています。", NothingToDo),
        DifferenceReason.OtherRoute => new("HRMOSで、当サービス以外から予約された応募者です。", NothingToDo),
        DifferenceReason.Other => new(
            "予約に違いがありますが、理由の詳細を表示できません。", "しばらくしてから、もう一度突き合わせてください。"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a text."),
    };

    /// <summary>The seminars of a row, for example 会社説明会（セミナーNo. 270100）.</summary>
    public static string NameOf(ComparedEvent compared) => string.Join(
        '・', compared.Seminars.Select(seminar => $"{seminar.Name}（セミナーNo. {seminar.Number}）"));

    /// <summary>Both numbers, for example 48 / 47.</summary>
    public static string NumbersOf(ComparedEvent compared) =>
        string.Create(CultureInfo.InvariantCulture, $"{compared.OnMedium:N0} / {HrmosOf(compared)}");

    /// <summary>How many bookings HRMOS has.</summary>
    public static string HrmosOf(ComparedEvent compared) =>
        compared.InHrmos is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0}") : "－";

    /// <summary>What explains a number that is larger in HRMOS; blank where there is nothing.</summary>
    public static string OthersOf(ComparedEvent compared) => compared.OthersInHrmos == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $"HRMOSの予約のうち{compared.OthersInHrmos:N0}件は、当サービスで取り込んでいない候補者の予約です。");

    /// <summary>A row in a line, for a mail.</summary>
    public static string LineOf(ComparedEvent compared, MediumTexts medium)
    {
        var whole = compared.Whole is { } reason ? $"。{Of(reason, medium).What}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{compared.Date:M/d} {NameOf(compared)}：{medium.Name} {compared.OnMedium:N0}名 / HRMOS {HrmosOf(compared)}名{whole}");
    }
}
