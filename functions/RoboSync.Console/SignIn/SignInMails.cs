using System.Globalization;
using RoboSync.Console.Layout;
using RoboSync.Sync.Notifications;

namespace RoboSync.Console.SignIn;

/// <summary>Mails around signing in.</summary>
internal static class SignInMails
{
    public static NoticeContent FirstLogin(string company, string mailAddress, string password, Uri signIn, DateTimeOffset until) => new(
        "【RoboSync】ログインのご案内",
        [
            new Paragraph(Greeting(company)),
            new Paragraph("RoboSyncの管理画面にログインするための情報をお送りします。次のアドレスを開き、ログインIDと仮パスワードでログインしてください。"),
            new Table([("ログイン画面", signIn.ToString()), ("ログインID", mailAddress), ("仮パスワード", password), ("仮パスワードの期限", Shown.Time(until))]),
            new Paragraph("ログインすると、ご自身のパスワードを設定する画面が表示されます。期限を過ぎたときは、ログイン画面の「パスワードをお忘れの方」から設定してください。"),
            new Paragraph("お心当たりがないときは、このメールを破棄してください。"),
        ]);

    public static NoticeContent PasswordReset(string company, string mailAddress, Uri reset, TimeSpan holds) => new(
        "【RoboSync】パスワードの再設定",
        [
            new Paragraph(Greeting(company)),
            new Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"パスワードを設定し直すためのリンクをお送りします。{holds.TotalHours:0}時間以内に開いて、新しいパスワードを設定してください。リンクは1回だけ使えます。")),
            new Table([("ログインID", mailAddress), ("再設定の画面", reset.ToString())]),
            new Paragraph("お心当たりがないときは、何もする必要はありません。今までのパスワードをそのままお使いいただけます。"),
        ]);

    private static string Greeting(string company) => company.Length == 0 ? "運用ご担当者様" : $"{company}　ご担当者様";
}
