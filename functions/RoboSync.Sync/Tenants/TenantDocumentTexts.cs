using System.Globalization;
using NJsonSchema.Validation;

namespace RoboSync.Sync.Tenants;

/// <summary>What is told about a tenant document, in Japanese. Values are left out: a document holds mail addresses.</summary>
internal static class TenantDocumentTexts
{
    public const string SlotTwice = "連携時間帯（slots）に同じ時刻が2回あります。重複を削除してください。";

    public const string QuietHoursEmpty = "連携しない時間（quietHours）のfromとtoが同じ時刻です。違う時刻にするか、quietHoursを削除してください。";

    public static string NotJson(int line, int column) => string.Create(
        CultureInfo.InvariantCulture, $"JSONとして読み取れません（{line}行目 {column}文字目）。かっこ、カンマ、引用符を確認してください。コメントは書けません。");

    public const string NotReadable = "JSONとして読み取れません。\\ud800のような不完全な文字や、けたの大きすぎる数値がないか確認してください。";

    public static string NotUtf8(string? seems) =>
        $"文字コードがUTF-8ではありません{(seems is null ? "" : $"（{seems}のようです）")}。エディターの「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し、もう一度アップロードしてください。";

    public static string TooLarge(int mostBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"文書が大きすぎます（上限 {mostBytes / 1024} KB）。不要な空白や項目を削除してください。");

    public static string More(int count) => string.Create(CultureInfo.InvariantCulture, $"ほかにも{count:N0}件の間違いがあります。");

    public static string KeyTwice(string where) => $"{where}：同じ項目が2回書かれています。どちらか一方を削除してください。";

    public static string LoginTwice(IReadOnlyList<string> ids) =>
        $"媒体アカウント「{string.Join("」「", ids)}」が同じログイン情報（credentialsSecret）を使っています。アカウントごとに別のログイン情報にするか、1つを残して削除してください。";

    public static string LoginIsToken(string id) =>
        $"媒体アカウント「{id}」のログイン情報（credentialsSecret）が、HRMOSのトークン（hrmos.tokenSecret）と同じです。別のシークレットにしてください。";

    public const string WebhookIsLogin = "webhookのurlSecretが、ほかのログイン情報またはHRMOSのトークンと同じです。別のシークレットにしてください。";

    public static string TenantIdDiffers(string inDocument, string inName) =>
        $"tenantId「{inDocument}」がファイル名「{inName}.json」と一致しません。どちらかを直してください。";

    public static string SlotInQuietHours(TimeOnly slot) => string.Create(
        CultureInfo.InvariantCulture, $"連携時間帯（slots）の{slot:HH:mm}が、連携しない時間（quietHours）の中にあります。どちらかを変更してください。");

    public static string MailAddressWrong(int position) => string.Create(
        CultureInfo.InvariantCulture, $"配信先（toとccを続けて数えて{position}番目）がメールアドレスの形式ではありません。");

    public static string MailAddressNotAlone(int position) => string.Create(
        CultureInfo.InvariantCulture, $"配信先（toとccを続けて数えて{position}番目）にはメールアドレスだけを書いてください。名前や空白は付けられません。");

    public static string AccountTwice(string id) => $"媒体アカウントのid「{id}」が重複しています。アカウントごとに別のidにしてください。";

    public static string YearHasPassed(string id, int year) => string.Create(
        CultureInfo.InvariantCulture, $"媒体アカウント「{id}」の初期表示年度{year}年は、すでに卒業の時期を過ぎています。新しい年度のアカウントの登録をご確認ください。");

    public static string ChangedMeanwhile(int revision, IReadOnlyCollection<string> differences) => string.Create(
        CultureInfo.InvariantCulture,
        $"このファイルを作った後に、管理画面で設定が変更されています（現在のrevisionは{revision}）。変更を取り消さないよう、登録していません。"
        + $"管理画面の企業の詳細から現在の文書をダウンロードし、それを編集してアップロードしてください。"
        + $"{(differences.Count == 0 ? "" : $"現在の設定とこのファイルの違い：{string.Join("、", differences)}。")}");

    public static string AccountRemoved(string id) =>
        $"媒体アカウント「{id}」を削除しました。取り込み済みの候補者との対応は残るため、もう一度追加しても二重に登録されることはありません。";

    public static string StartDateWrong(string id) => $"媒体アカウント「{id}」の連携開始日（startDate）が実在しない日付です。";

    public static string SiteWrong(string where) => $"{where}：URLとして読み取れません。空白や誤字がないか確認してください。";

    public static string NotHttps(Uri site) => $"接続先「{site}」はhttpsで始まる必要があります。";

    public static string MediumUnknown(string id, string medium, IEnumerable<string> known) =>
        $"媒体アカウント「{id}」の媒体（medium）「{medium}」は使えません。使える媒体は{string.Join("、", known)}です。";

    public static string SiteNotAllowed(Uri site) =>
        $"接続先「{site}」には接続しません。httpsで始まる、インターネット上の接続先を指定してください。";

    public static string Of(ValidationError error)
    {
        var where = string.IsNullOrEmpty(error.Path) ? "文書全体" : DocumentText.Shown(error.Path.TrimStart('#', '/'));
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"{where}：必須の項目がありません。",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{where}：この項目は使えません。つづりを確認してください。",
            ValidationErrorKind.NotInEnumeration => $"{where}：使える値ではありません。",
            ValidationErrorKind.PatternMismatch => $"{where}：形式が正しくありません。",
            ValidationErrorKind.TooFewItems => $"{where}：1件以上必要です。",
            ValidationErrorKind.TooManyItems => $"{where}：件数が上限を超えています。",
            ValidationErrorKind.NumberTooBig or ValidationErrorKind.NumberTooSmall => $"{where}：値が範囲外です。",
            ValidationErrorKind.StringTooLong or ValidationErrorKind.StringTooShort => $"{where}：文字数が範囲外です。",
            ValidationErrorKind.StringExpected => $"{where}：文字列（\"…\"）で書いてください。",
            ValidationErrorKind.IntegerExpected or ValidationErrorKind.NumberExpected => $"{where}：数値で書いてください。",
            ValidationErrorKind.BooleanExpected => $"{where}：trueかfalseで書いてください。",
            ValidationErrorKind.ArrayExpected or ValidationErrorKind.ObjectExpected => $"{where}：かっこの種類が違います。",
            _ => $"{where}：正しくありません（{error.Kind}）。",
        };
    }
}
