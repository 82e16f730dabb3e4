namespace RoboSync.Console.SignIn;

/// <summary>What is said of passwords.</summary>
internal static class PasswordTexts
{
    public const string Title = "パスワードの変更";
    public const string FirstTitle = "パスワードの設定";
    public const string FirstLead = "仮パスワードでログインしました。続けるには、ご自身のパスワードを設定してください。";
    public const string Rules = "8～64文字。英大文字・英小文字・数字をすべて含めてください。推測されやすい言葉（会社名、サービス名、password、1234など）は使えません。";
    public const string Current = "現在のパスワード";
    public const string New = "新しいパスワード";
    public const string Repeat = "新しいパスワード（確認）";
    public const string Save = "パスワードを設定する";
    public const string Saved = "パスワードを設定しました。ほかの端末でのログインはすべて解除されました。";
    public const string CurrentWrong = "現在のパスワードが違います。";
    public const string Differ = "2回の入力が一致しません。同じパスワードを入力してください。";
    public const string TooLong = "パスワードは64文字以内にしてください。";
    public const string OddCharacter = "パスワードには半角の英数字と記号だけを使ってください（空白は使えません）。";
    public const string Guessed = "推測されやすい言葉が含まれています。会社名・サービス名・ログインIDや、password・1234などの並びを避けてください。";
    public const string SameAgain = "今までと同じパスワードです。違うパスワードにしてください。";

    public const string ForgottenTitle = "パスワードをお忘れの方";
    public const string ForgottenLead = "ログインIDのメールアドレスに、パスワードを設定し直すためのリンクをお送りします。";
    public const string Send = "メールを送る";
    public const string SentTitle = "メールをご確認ください";
    public const string Sent =
        "入力されたログインIDが登録されていれば、数分以内にメールが届きます。届かないときは、迷惑メールのフォルダーと、入力したログインIDに誤りがないかをご確認ください。";

    public const string ResetTitle = "新しいパスワードの設定";
    public const string LinkOver = "このリンクは使えません。期限（2時間）が切れたか、すでに使われています。もう一度「パスワードをお忘れの方」からメールを送ってください。";
    public const string ResetDone = "新しいパスワードを設定しました。ログインしてください。";
    public const string BackToSignIn = "ログイン画面へ";

    public const string ActionChanged = "パスワードの変更";
    public const string ActionReset = "パスワードの再設定";
}
