namespace RoboSync.Console.Notices;

/// <summary>What is said of notifications and times.</summary>
internal static class NoticeTexts
{
    public const string Title = "通知と連携時間帯";
    public const string Lead = "連携結果を受け取るメールアドレスと、1日に最大4回の連携時間帯を設定します。";
    public const string MailHead = "配信先メールアドレス";
    public const string To = "To";
    public const string ToHint = "1行に1つずつ、20件まで入力できます。";
    public const string Cc = "Cc";
    public const string CcHint = "見落としを防ぐため、複数の採用担当者様やメーリングリストの設定をおすすめします。1行に1つずつ、20件まで入力できます。";
    public const string WhenNothingNew = "変更がなかった連携の結果もメールで受け取る";
    public const string Save = "保存する";
    public const string MailSaved = "配信先を保存しました。テストメールで、届くことを確認できます。";
    public const string TestHead = "テストメール";
    public const string TestLead = "保存されている配信先（ToとCc）に、テストメールを送ります。";
    public const string Test = "テストメールを送る";
    public const string TestSent = "テストメールの送信を受け付けました。数分待っても届かないときは、配信先のアドレスと迷惑メールの設定を確認してください。";
    public const string TimesHead = "連携時間帯";
    public const string TimesLead = "日本時間です。使わない欄は空欄にしてください。";
    public const string QuietHead = "連携しない時間";
    public const string QuietLead = "媒体に接続しない時間帯です。日をまたぐ設定もできます。使わないときは両方を空欄にしてください。";
    public const string QuietFrom = "開始";
    public const string QuietTo = "終了";
    public const string TimesSaved = "連携時間帯を保存しました。";
    public const string NextHead = "これからの連携予定";
    public const string NextLead = "保存されている設定での、次の8回の予定です。";
    public const string NoSlot = "連携時間帯を1つ以上入力してください。";
    public const string QuietHalf = "連携しない時間は、開始と終了の両方を入力するか、両方を空欄にしてください。";
    public const string QuietSame = "連携しない時間の開始と終了には、違う時刻を入力してください。";
    public const string ActionMail = "配信先の変更";
    public const string ActionTimes = "連携時間帯の変更";
    public const string ActionTest = "テストメールの送信";
    public const string None = "なし";

    public static string Slot(int number) => $"{number}回目";

    public static string AddressWrong(string label, int row) =>
        $"「{label}」の{row}行目：メールアドレスだけを正しい形式で入力してください（例：taro@example.co.jp）。";

    public static string TooMany(string label) => $"「{label}」は20件までです。減らしてから保存してください。";

    public static string TimeWrong(string label) => $"「{label}」を時刻で入力してください（例：08:00）。";

    public static string SlotTwice(string label) => $"「{label}」は、ほかの連携時間帯と同じ時刻です。どちらかを変更してください。";

    public static string SlotQuiet(string label) => $"「{label}」が、連携しない時間の中にあります。どちらかを変更してください。";
}
