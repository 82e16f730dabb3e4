using System.Globalization;
using RoboSync.Console.Layout;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.MediaAccounts;

/// <summary>What is said of media accounts, HRMOS and the sign-in check.</summary>
internal static class MediaTexts
{
    public const string Title = "媒体アカウント";
    public const string Lead = "応募者を取り込む媒体のログイン情報です。1つの媒体に複数のアカウントを登録できます。";
    public const string None = "まだ登録されていません。下の「連携可能媒体一覧」から追加してください。";
    public const string Account = "アカウント";
    public const string State = "状態";
    public const string NextStep = "次にすること";
    public const string StartDate = "連携開始日";
    public const string Change = "設定";
    public const string Media = "連携可能媒体一覧";
    public const string Medium = "媒体";
    public const string Registered = "登録済み";
    public const string AddHead = "追加";
    public const string Add = "追加する";
    public const string YearlyNote = "媒体のログイン情報は、年度ごとに登録が必要です。新しい年度のアカウントが開設されたら、ここから追加してください。";

    public const string AddLead = "保存すると、次の連携時間帯から連携します。";
    public const string Year = "初期表示年度";
    public const string YearHint = "媒体で利用している対象卒年です。取り込む候補者に、この年の候補者ラベルが付きます。";
    public const string YearEditHint =
        "登録の間違いを直すときだけ変更してください。新しい年度が始まったときは、変更せずに新しいアカウントを追加してください。";
    public const string StartDateHint = "この日より前にエントリーした応募者は取り込みません。";
    public const string Enabled = "連携を有効にする";
    public const string EnabledHint = "外すと、取り込みとログインチェックを一時的に停止します。登録内容は消えません。";
    public const string SignIn = "ログイン情報";
    public const string SignInKept = "登録済みです。変更するときだけ、すべての項目を入力してください。空欄のまま保存すると、今のログイン情報を使い続けます。";
    public const string Secret = "保存した内容は、セキュリティのため画面には二度と表示されません。";
    public const string Save = "保存する";
    public const string Saved = "媒体アカウントを保存しました。";
    public const string Added = "媒体アカウントを追加しました。ログインできるか、続けてログインチェックで確認してください。";
    public const string AllOrNone = "ログイン情報を変更するときは、IDとパスワードの両方を入力してください。";
    public const string YearWrong = "初期表示年度を一覧から選んでください。";
    public const string StartDateWrong = "連携開始日を、カレンダーにある日付で入力してください（例：2026-03-01）。";
    public const string TooLong = "200文字以内で入力してください。";

    public const string DeleteTitle = "媒体アカウントを削除しますか？";
    public const string DeleteHead = "アカウントの削除";
    public const string DeleteLead = "使わなくなったアカウントを一覧から削除します。一時的に止めたいだけのときは、上の「連携を有効にする」を外してください。";
    public const string Delete = "削除する";
    public const string Deleted = "媒体アカウントを削除しました。";
    public const string DeleteEffectStop = "このアカウントからの取り込みと、予約の反映が止まります。画面から元に戻すことはできません。";
    public const string DeleteEffectStay = "HRMOSに取り込み済みの候補者と予約は、そのまま残ります。";
    public const string DeleteEffectAgain = "同じ年度のアカウントをもう一度追加すると、続きから連携します。取り込み済みの応募者が二重に登録されることはありません。";

    public const string CheckTitle = "ログインチェック";
    public const string CheckLead = "入力されたログイン情報で、媒体とHRMOSに接続できるかを確認します。1アカウントあたり30秒ほどかかります。";
    public const string CheckAll = "すべてのアカウントを確認する";
    public const string CheckOne = "このアカウントを確認する";
    public const string CheckAsked = "ログインチェックを受け付けました。";
    public const string LastResult = "前回の結果を見る";
    public const string CheckNone = "ログインチェックは、まだ行われていません。";
    public const string CheckWaiting = "開始を待っています。この画面は自動で更新されます。";
    public const string CheckLate = "開始までに時間がかかっています。結果はメールでもお知らせしますので、画面を閉じてもかまいません。";
    public const string CheckGoing = "確認しています。この画面は自動で更新されます。";
    public const string CheckGood = "すべてのアカウントで、媒体とHRMOSに接続できることを確認しました。";
    public const string CheckBad = "接続できないアカウントがあります。表示されている内容を確認し、設定を直してから、もう一度確認してください。";
    public const string CheckNobody = "「連携を有効にする」に設定されたアカウントがないため、何も確認していません。";
    public const string StepGood = "正常";
    public const string StepBad = "エラー";
    public const string StepGoing = "確認中";
    public const string ToSettings = "設定を直す";
    public const string Reload = "最新の状態を表示する";

    public const string HrmosTitle = "HRMOS";
    public const string HrmosLead = "候補者を登録するHRMOS採用の接続先です。";
    public const string HrmosAddress = "接続先のアドレス";
    public const string HrmosAddressHint = "HRMOSからのご案内に書かれたアドレスです。「https://」で始まり「/」で終わります。";
    public const string HrmosToken = "APIトークン";
    public const string HrmosTokenHint = "HRMOSの管理画面で発行したトークンです。変更するときだけ入力してください。空欄のまま保存すると、今のトークンを使い続けます。";
    public const string HrmosTokenWithAddress = "接続先のアドレスを変更するときは、新しい接続先のAPIトークンも入力してください。";
    public const string HrmosTokenTooLong = "APIトークンは4,000文字以内で、改行を入れずに入力してください。";
    public const string HrmosSaved = "HRMOSの設定を保存しました。ログインチェックで、接続できるか確認してください。";
    public const string ToHrmos = "HRMOSの設定を確認する";

    public const string ActionAdd = "媒体アカウントの追加";
    public const string ActionChange = "媒体アカウントの変更";
    public const string ActionDelete = "媒体アカウントの削除";
    public const string ActionCheck = "ログインチェックの実行";
    public const string ActionHrmos = "HRMOSの設定の変更";
    public const string SignInChanged = "ログイン情報を変更";
    public const string TokenChanged = "APIトークンを変更";
    public const string AllAccounts = "すべてのアカウント";
    public const string NothingChanged = "変更なし";

    public static string AddTitle(MediumProfile medium) => $"{medium.Texts.LongName}の追加";

    public static string NameOf(MediaAccount account) => NameOf(account.Medium, account.DisplayYear);

    public static string NameOf(string medium, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{MediumProfile.Of(medium).Texts.LongName} {year}年度");

    public static string Accounts(int count) => count == 0 ? "なし" : string.Create(CultureInfo.InvariantCulture, $"{count}件");

    public static string YearText(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}年");

    public static string EnabledText(bool isEnabled) => isEnabled ? "有効" : "停止";

    public static string CheckedAt(DateTimeOffset at) => $"{Shown.Time(at)}に開始した確認の結果です。";

    public static string Changed(string label, string before, string after) => $"{label}：{before}→{after}";
}
