namespace RoboSync.Console.Forms;

/// <summary>What all forms say.</summary>
internal static class FormTexts
{
    public const string Optional = "任意";
    public const string Cancel = "キャンセル";
    public const string Understood = "上の内容を確認しました";

    public const string Address = "メールアドレスを正しい形式で入力してください（例：taro@example.co.jp）。";

    public const string CheckFirst = "内容を確認し、「上の内容を確認しました」にチェックを入れてください。";

    public const string Stale =
        "この画面を開いたあとに、ほかの方が設定を変更しました。まだ保存していません。次の違いを確認し、入力した内容でよければもう一度保存してください。";

    public const string Busy = "ほかの変更を保存している途中です。まだ保存していません。少し待ってから、もう一度保存してください。";

    public static string Stored(string label, string stored) =>
        $"「{label}」は、現在「{(stored.Length == 0 ? "（空欄）" : stored)}」です。";

    public static string Summary(int count) => $"{count}件の入力を確認してください。";

    public static string Required(string label) => $"「{label}」を入力してください。";
}
