using RoboSync.Sync.Users;

namespace RoboSync.Console.Users;

/// <summary>What is said of users.</summary>
internal static class UserTexts
{
    public const string Title = "利用者";
    public const string Lead = "この画面にログインできる方の一覧です。「管理者」は設定を変更でき、「閲覧者」は見ることだけができます。";
    public const string MailAddress = "ログインID（メールアドレス）";
    public const string Role = "権限";
    public const string State = "状態";
    public const string LastSignIn = "前回のログイン";
    public const string Never = "まだありません";
    public const string Change = "変更";
    public const string Yourself = "（あなた）";

    public const string AddHeading = "利用者の追加";
    public const string AddLead = "ログインIDと仮パスワードがメールで届きます。仮パスワードは1週間使えます。";
    public const string Add = "追加してメールを送る";
    public const string Added = "利用者を追加し、ログインのご案内を送りました。";
    public const string Known = "このメールアドレスはすでに登録されています。別のメールアドレスを入力してください。";

    public const string EditTitle = "利用者の変更";
    public const string Save = "権限を変更する";
    public const string Saved = "権限を変更しました。";
    public const string AgainHeading = "ログインのご案内をもう一度送る";
    public const string AgainLead = "新しい仮パスワードをメールで送ります。今までのパスワードは使えなくなり、ログイン中の端末からはログアウトされます。";
    public const string Again = "もう一度送る";
    public const string AgainDone = "ログインのご案内を送りました。";
    public const string StopHeading = "利用の停止";
    public const string StopLead = "停止すると、ログイン中の端末からもすぐにログアウトされ、再開するまでログインできません。";
    public const string Stop = "利用を停止する";
    public const string Stopped = "利用を停止しました。";
    public const string GoOnLead = "利用を停止しています。再開すると、今までのパスワードでログインできます。";
    public const string GoOn = "利用を再開する";
    public const string WentOn = "利用を再開しました。";
    public const string DeleteHeading = "利用者の削除";
    public const string DeleteTitle = "利用者を削除しますか？";
    public const string Delete = "削除する";
    public const string Deleted = "利用者を削除しました。";
    public const string Changed = "ほかの方が同時に変更しました。内容を確認して、もう一度お試しください。";

    public const string ActionAdd = "利用者の追加";
    public const string ActionRole = "利用者の権限の変更";
    public const string ActionAgain = "ログインのご案内の再送";
    public const string ActionStop = "利用者の停止";
    public const string ActionGoOn = "利用者の再開";
    public const string ActionDelete = "利用者の削除";

    public static string RoleOf(UserRole role) => role switch
    {
        UserRole.Manager => "管理者",
        UserRole.Viewer => "閲覧者",
        _ => "運用担当者",
    };

    public static string DeleteEffect(string mailAddress) =>
        $"「{mailAddress}」を削除します。ログイン中の端末からもすぐにログアウトされます。もう一度使えるようにするには、追加し直してください。操作の記録は残ります。";

    public static string StateOf(ConsoleUser user, DateTimeOffset now) =>
        user.IsSuspended ? "停止中"
        : user.MustChangePassword ? (user.PasswordExpiresAt < now ? "仮パスワードの期限切れ" : "初回ログイン待ち")
        : user.LockedUntil > now ? "一時的にログイン不可"
        : "利用中";
}
