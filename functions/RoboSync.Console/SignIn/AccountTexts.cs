namespace RoboSync.Console.SignIn;

/// <summary>What somebody reads of their own account.</summary>
internal static class AccountTexts
{
    public const string Title = "自分のアカウント";
    public const string LoginId = "ログインID";
    public const string Role = "権限";
    public const string Company = "企業";
    public const string PasswordHeading = "パスワード";
    public const string ChangePassword = "パスワードを変更する";
    public const string SecondFactorHeading = "2段階認証";
    public const string SecondFactorOn = "設定済みです。ログインのたびに認証アプリの確認コードを入力します。";
    public const string SecondFactorOff = "設定していません。設定すると、パスワードが知られてもほかの人はログインできません。";
    public const string SecondFactorChange = "2段階認証の設定";
    public const string EverywhereHeading = "すべての端末からログアウト";
    public const string EverywhereLead = "この端末を含む、すべての端末でのログインを解除します。端末をなくしたときなどにお使いください。";
    public const string Everywhere = "すべての端末からログアウトする";
    public const string EverywhereDone = "すべての端末からログアウトしました。";
    public const string ActionEverywhere = "すべての端末からのログアウト";

    public const string FactorTitle = "2段階認証";
    public const string FactorLead = "スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticatorなど）を使います。";
    public const string FactorBegin = "設定を始める";
    public const string FactorStep1 = "1. 認証アプリで、この図形を読み取ってください";
    public const string FactorKey = "読み取れないときは、認証アプリに次のキーを入力してください。";
    public const string FactorStep2 = "2. 認証アプリに表示された6桁の数字を入力してください";
    public const string FactorImage = "認証アプリで読み取る図形";
    public const string FactorCode = "確認コード";
    public const string FactorTurnOn = "2段階認証を使う";
    public const string FactorWrong = "確認コードが違います。認証アプリの最新の数字を入力してください。スマートフォンの時刻が合っているかもご確認ください。";
    public const string FactorOnTitle = "2段階認証を設定しました";
    public const string FactorCodesLead =
        "認証アプリが使えなくなったときのための回復用コードです。この画面でしか表示されません。印刷するなどして、安全な場所に保管してください。1つのコードは1回だけ使えます。";
    public const string FactorIsOn = "2段階認証は設定済みです。認証アプリを変えるときは、いったん解除してから設定し直してください。";
    public const string FactorTurnOff = "2段階認証を解除する";
    public const string FactorOff = "2段階認証を解除しました。";
    public const string FactorPassword = "現在のパスワード";
    public const string ActionOn = "2段階認証の設定";
    public const string ActionOff = "2段階認証の解除";
    public const string ToAccount = "自分のアカウントへ";
    public const string Issuer = "RoboSync";

    public static string RecoveryLeft(int count) => $"使っていない回復用コードは{count}個あります。";
}
