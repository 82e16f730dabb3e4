namespace RoboSync.Console.SignIn;

/// <summary>What is said around signing in.</summary>
internal static class SignInTexts
{
    public const string Title = "ログイン";
    public const string LoginId = "ログインID（メールアドレス）";
    public const string Password = "パスワード";
    public const string SignIn = "ログイン";

    // The same whoever fails for whatever reason: it tells a stranger nothing.
    public const string Refused =
        "ログインできませんでした。ログインIDまたはパスワードが違うか、続けて間違えたため一時的にログインできなくなっています。入力を確かめ、しばらくおいてからもう一度お試しください。";

    public const string TemporaryOver = "仮パスワードの期限（1週間）が切れています。「パスワードをお忘れの方」から、新しいパスワードを設定してください。";
    public const string Forgotten = "パスワードをお忘れの方";

    public const string SignOutTitle = "ログアウト";
    public const string SignOutQuestion = "ログアウトしますか？";
    public const string SignedOut = "ログアウトしました。";

    public const string CodeTitle = "確認コードの入力";
    public const string CodeLead = "認証アプリに表示されている6桁の数字を入力してください。";
    public const string Code = "確認コード";
    public const string CodeHint = "認証アプリが使えないときは、設定時に控えた回復用コードを入力してください。";
    public const string CodeRefused =
        "確認コードが違うか、一時的にログインできなくなっています。認証アプリの最新の数字を確かめ、しばらくおいてからもう一度お試しください。";

    public const string ActionSignIn = "ログイン";
    public const string ActionRecoveryCode = "回復用コードの使用";
}
