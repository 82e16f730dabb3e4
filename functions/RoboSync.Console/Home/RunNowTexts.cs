namespace RoboSync.Console.Home;

/// <summary>What is said around a run that somebody asks for.</summary>
internal static class RunNowTexts
{
    public const string Title = "今すぐ連携";
    public const string Confirm = "今すぐ連携する";
    public const string Accepted = "「今すぐ連携」を受け付けました。5分以内に始まります。進み具合は、この画面に表示されます。";
    public const string NoAccounts = "連携が有効な媒体アカウントがありません。媒体アカウントの設定で連携を有効にしてください。";
    public const string Usual = "連携時間帯の連携は、いつもどおり行われます。すでに取り込んだ応募者が重複して登録されることはありません。";
    public const string Action = "今すぐ連携の実行";

    public static string Effect(int accounts) => $"有効な媒体アカウント{accounts}件の連携を、連携時間帯を待たずに行います。";

    public static string Refused(string accountId) =>
        $"「{accountId}」はログインできない状態のため、登録内容を直すまで連携されません。";
}
