using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Notices;

/// <summary>What is said of notices in Slack and Teams.</summary>
internal static class WebhookTexts
{
    public const string Title = "Slack・Teamsへの通知";
    public const string Lead = "連携結果やエラーを、メールに加えてSlackまたはTeamsにもお知らせします。応募者番号などの詳細は含めません。";
    public const string Open = "設定する";
    public const string Kind = "通知先";
    public const string None = "使わない";
    public const string Address = "WebhookのURL";
    public const string AddressHint =
        "Slackは「Incoming Webhook」、Teamsは「ワークフロー」で発行したURLです。変更するときだけ入力してください。空欄のまま保存すると、今のURLを使い続けます。";
    public const string Secret = "保存したURLは、セキュリティのため画面には二度と表示されません。";
    public const string KindWrong = "通知先を一覧から選んでください。";
    public const string AddressMissing = "「WebhookのURL」を入力してください。通知先を変えるときは、新しい通知先のURLが必要です。";
    public const string AddressWrong =
        "「https://」で始まる、インターネット上のURLを入力してください。SlackまたはTeamsに表示されたURLを、そのまま貼り付けてください。";
    public const string Save = "保存する";
    public const string Saved = "通知先を保存しました。テスト通知で、届くことを確認できます。";
    public const string Removed = "Slack・Teamsへの通知をやめました。";
    public const string TestHead = "テスト通知";
    public const string TestLead = "保存されている通知先に、テスト通知を送ります。";
    public const string Test = "テスト通知を送る";
    public const string Tested = "テスト通知を送りました。通知先の画面で確認してください。";
    public const string Refused = "テスト通知を送れませんでした。URLが正しくないか、通知先で削除されています。通知先でURLを発行し直して、登録してください。";
    public const string Away = "通知先が応答しませんでした。数分おいて、もう一度お試しください。";
    public const string Back = "通知と連携時間帯に戻る";
    public const string ActionSave = "Slack・Teamsへの通知の変更";
    public const string ActionTest = "テスト通知の送信";
    public const string AddressChanged = "URLを変更";

    /// <summary>What can be chosen.</summary>
    public static IReadOnlyList<(string Value, string Text)> Kinds { get; } =
        [("", None), .. Enum.GetValues<WebhookKind>().Select(kind => (kind.ToString(), kind.ToString()))];

    public static string StateOf(WebhookKind? kind) => kind is null ? "今は使っていません。" : $"今は{kind}にお知らせしています。";
}
