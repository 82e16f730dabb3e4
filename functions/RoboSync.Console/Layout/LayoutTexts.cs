namespace RoboSync.Console.Layout;

/// <summary>What stands around every page, and what is said where there is none.</summary>
internal static class LayoutTexts
{
    public const string Product = "RoboSync";
    public const string SkipToContent = "本文へ移動";
    public const string Menu = "メニュー";
    public const string SignOut = "ログアウト";
    public const string OwnAccount = "自分のアカウント";
    public const string BackToCompanies = "企業一覧に戻る";
    public const string FirstPage = "最初の画面へ";
    public const string GoOnShort = "続ける";
    public const string Contact = "お問い合わせ";
    public const string NoCompany = "企業の登録がまだ終わっていません。画面下のお問い合わせ先までご連絡ください。";

    public static string LookingAt(string company) => $"「{company}」の画面を閲覧しています。変更はできません。";

    public static (string Title, string Text) Problem(int status) => status switch
    {
        400 => (
            "送信を受け付けられませんでした",
            "画面を開いてから時間がたったか、別の画面でログインし直した可能性があります。前の画面を開き直し、もう一度入力して送信してください。"),
        403 => (
            "この画面を使う権限がありません",
            "設定の変更は、権限が「管理者」の方だけができます。変更が必要なときは、貴社の管理者の方にご依頼ください。"),
        404 => (
            "画面が見つかりません",
            "アドレスが間違っているか、対象がすでに削除されています。メニューから目的の画面を開いてください。"),
        405 => ("この操作はできません", "メニューから目的の画面を開き、操作をやり直してください。"),
        409 => (
            "ほかの方が同時に変更しました",
            "あとから送信された変更は保存していません。前の画面を開き直して最新の内容を確認し、必要な変更をもう一度行ってください。"),
        413 => ("送信されたデータが大きすぎます", "ファイルの大きさを確認し、小さくしてからもう一度送信してください。"),
        503 => (
            "ただいま接続しにくくなっています",
            "保存先のサービスが応答しませんでした。入力した内容は保存されていない可能性があります。数分おいて、もう一度お試しください。"),
        _ => (
            "画面を表示できませんでした",
            "ご不便をおかけしております。数分おいて、もう一度お試しください。続く場合は、この画面を開いた時刻を添えて、画面下のお問い合わせ先までご連絡ください。"),
    };
}
