using System.Globalization;
using RoboSync.Console.Layout;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;

namespace RoboSync.Console.Mapping;

/// <summary>What is said of イベント名対応表.</summary>
internal static class MappingTexts
{
    public const string Title = "イベント名対応表";
    public const string Lead = "媒体のセミナーとHRMOSのイベントの対応です。複数のセミナーを1つのイベントに対応づけられます。変更は、次の連携から反映されます。";
    public const string WaitingHead = "対応づけを待っている予約";
    public const string NothingWaits = "対応づけを待っている予約はありません。";
    public const string Suggestions = "候補のイベント";
    public const string NoSuggestion = "似た名前や同じ日のイベントは見つかりませんでした。";
    public const string FileHead = "ファイルで変更する";
    public const string FileLead = "ファイルをダウンロードし、「HRMOSイベントID」の横に「マイナビセミナーNo.」を記載してアップロードしてください。適用する前に、変更される内容を確認できます。";
    public const string Download = "対応表をダウンロードする";
    public const string File = "ファイル選択";
    public const string FileHint = "編集したCSVファイルを選択してください。";
    public const string Upload = "ファイルアップロード";
    public const string UploadNote = "この時点では、まだ変更されません。";
    public const string FileMissing = "アップロードするCSVファイルを選択してください。";
    public const string Versions = "変更の履歴と、以前の版に戻す";
    public const string ListHead = "セミナーの一覧";
    public const string Search = "検索";
    public const string SearchHint = "セミナー名、セミナーNo.、イベント名、イベントIDの一部を入力してください。";
    public const string Find = "検索する";
    public const string NothingFound = "見つかりませんでした。";
    public const string Seminar = "セミナー";
    public const string Date = "開催日";
    public const string Bookings = "予約";
    public const string Event = "HRMOSのイベント";
    public const string Change = "変更";
    public const string Choose = "選ぶ";
    public const string Unmapped = "未対応";

    public const string PreviewTitle = "対応表の変更内容の確認";
    public const string PreviewLead = "まだ変更されていません。内容を確認し、よければ適用してください。";
    public const string Refused = "このファイルは適用できません。次の行を修正し、もう一度アップロードしてください。今の対応表は変わっていません。";
    public const string NoChange = "今の対応表と同じ内容です。適用する必要はありません。";
    public const string Apply = "適用する";
    public const string Applied = "イベント名対応表を変更しました。次の連携から反映されます。";
    public const string Moved = "確認している間に、ほかの方が対応表を変更しました。まだ適用していません。今の対応表と比べ直した次の内容を確認し、よければもう一度適用してください。";
    public const string NotChecked = "HRMOSに接続できなかったため、イベントがあるかどうかは確認していません。";
    public const string ProblemsHead = "エラー";
    public const string WarningsHead = "注意";
    public const string ChangesHead = "変更される対応";
    public const string Row = "行";
    public const string Column = "列";
    public const string Value = "値";
    public const string Reason = "内容";
    public const string Remedy = "対処";
    public const string WholeFile = "ファイル全体";
    public const string Kind = "種類";
    public const string Before = "変更前";
    public const string After = "変更後";
    public const string Nothing = "なし";
    public const string Back = "イベント名対応表に戻る";
    public const string NotApplied = "適用できませんでした。今の対応表は変わっていません。";

    public const string SeminarTitle = "セミナーの対応づけ";
    public const string None = "どのイベントにも対応づけない";
    public const string NoneEffect = "対応づけを外すと、以後の予約の変更はHRMOSに反映されません。HRMOSに反映済みの予約は、そのまま残ります。";
    public const string EventSearch = "イベントを探す";
    public const string EventSearchHint = "イベント名またはイベントIDの一部を入力してください。";
    public const string Save = "保存する";
    public const string ChooseOne = "イベントを選択してください。";
    public const string Unknown = "（名前が分かりません）";

    public const string VersionsTitle = "対応表の変更の履歴";
    public const string VersionsLead = "新しい版から順に並んでいます。以前の版の内容に戻すことができます。";
    public const string Version = "版";
    public const string StoredAt = "日時";
    public const string By = "変更した人";
    public const string ByOperator = "ファイルの受け渡し";
    public const string Restore = "この版に戻す";
    public const string Current = "現在の版";
    public const string RestoreTitle = "以前の版に戻しますか？";
    public const string RestoreConfirm = "この版に戻す";
    public const string ActionUpload = "イベント名対応表のアップロード";
    public const string ActionSeminar = "イベント名対応表の変更";
    public const string ActionRestore = "イベント名対応表を以前の版に戻す";

    public static string Waiting(int seminars, int bookings) => string.Create(
        CultureInfo.InvariantCulture, $"{seminars:N0}件のセミナーの予約{bookings:N0}件が、イベントに対応づけられていないためHRMOSに反映されていません。");

    public static string Count(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}件");

    public static string First(int shown, int all) => shown == all
        ? Count(all)
        : string.Create(CultureInfo.InvariantCulture, $"全{all:N0}件のうち、最初の{shown:N0}件を表示しています。");

    public static string VersionName(int version) => string.Create(CultureInfo.InvariantCulture, $"第{version}版");

    public static string SeminarName(Seminar seminar) => $"{seminar.Name}（No. {seminar.SeminarNumber}）";

    public static string EventName(AtsEvent item) =>
        item.StartsAt is { } start ? $"{item.Name}（{Shown.ShortTime(start)}）" : item.Name;

    public static string Summary(IReadOnlyList<SeminarChange> changes, int bookings) => string.Create(
        CultureInfo.InvariantCulture,
        $"追加{changes.Count(change => change.Before is null):N0}件、"
        + $"変更{changes.Count(change => change is { Before: not null, After: not null }):N0}件、"
        + $"削除{changes.Count(change => change.After is null):N0}件です。これらのセミナーには、いま{bookings:N0}件の予約があります。");

    public static string KindOf(SeminarChange change) => change switch { { Before: null } => "追加", { After: null } => "削除", _ => "変更" };
}
